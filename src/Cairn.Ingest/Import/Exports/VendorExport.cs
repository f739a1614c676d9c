using Cairn.Ingest.Formats;

namespace Cairn.Ingest.Import.Exports;

/// <summary>A kind of file that a vendor hands out.</summary>
/// <param name="Source">The vendor, as its wire format is called.</param>
/// <param name="Name">For people: whose, and of what.</param>
/// <param name="Needs">The columns that tell it.</param>
internal sealed record VendorExport(string Source, string Name, string Needs)
{
    /// <summary>Is it this kind, going by the columns (of NDJSON: the fields of the first line)? No two kinds say yes to the same.</summary>
    public required Func<IReadOnlyList<string>, bool> Fits { get; init; }

    public IReadOnlyList<MappedField> Mapping { get; init; } = [];

    /// <summary>A reader of one file's rows, in their order.</summary>
    public Func<ImportMapping, Func<ImportRow, ExportReading>>? Open { get; init; }

    /// <summary>Why there are no events in it, and what to take instead.</summary>
    public string? Refusal { get; init; }

    /// <summary>It goes with another table, and nothing is made of it alone.</summary>
    public bool IsPart { get; init; }

    public static bool Has(IReadOnlyList<string> columns, params string[] names) => names.All(columns.Contains);
}

/// <summary>What a row of an export says.</summary>
/// <param name="Event">Null when there is a fault.</param>
/// <param name="Links">Ids that are one person's; they go before the event.</param>
internal sealed record ExportReading(NativeEvent? Event, params IReadOnlyList<NativeEvent> Links)
{
    public string? Fault { get; init; }

    public static ExportReading Refused(string fault) => new(null, []) { Fault = fault };
}
