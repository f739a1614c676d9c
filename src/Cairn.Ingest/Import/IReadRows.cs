using Cairn.Ingest.Steps;

namespace Cairn.Ingest.Import;

/// <summary>Turns the rows of one file into events. The same rows in the same order are the same events.</summary>
internal interface IReadRows
{
    /// <summary>What becomes of which field, for people to read.</summary>
    IReadOnlyList<MappedField> Mapping { get; }

    /// <summary>Why none of the file can be read; null when it can.</summary>
    string? Unfit(IReadOnlyList<string> columns);

    RowReading Read(ImportRow row);
}

/// <summary>What a row says.</summary>
/// <param name="Events">In order; empty when there is a fault.</param>
/// <param name="Fault">Why the row is no event.</param>
internal sealed record RowReading(IReadOnlyList<RowEvent> Events, string? Fault = null);

/// <summary>An event as a client would send it.</summary>
/// <param name="In">What the steps may know beside it.</param>
/// <param name="IsImplied">The row says it by the way: it is neither counted nor, when it is refused, told.</param>
internal sealed record RowEvent(byte[] Json, Func<RequestFacts, RequestFacts> In, bool IsImplied = false);

/// <summary>A field of a file and what it becomes.</summary>
/// <param name="Becomes">Of a native event; null: it is passed over.</param>
public sealed record MappedField(string Field, string? Becomes);
