using Cairn.Events;
using Cairn.Ingest.Formats.Traces;
using Cairn.Ingest.Wire;

namespace Cairn.Ingest.Formats;

/// <summary>What a vendor's request says, in Cairn's words.</summary>
/// <param name="Key">The write key, wherever the protocol carries it; null: it carries none here.</param>
/// <param name="Events">In the order of the request.</param>
internal sealed record VendorReading(string? Key, IReadOnlyList<NativeEvent> Events)
{
    /// <summary>Why nothing of the request can be read.</summary>
    public Problem? Fault { get; init; }

    /// <summary>The key came in the Authorization header, where secret keys may come.</summary>
    public bool IsKeyInHeader { get; init; }

    /// <summary>What the protocol names its project by is public and no key: a site, a domain. Then it may be the project's slug or one of its sites.</summary>
    public bool IsKeyASite { get; init; }

    /// <summary>The request has events for another site as well: read for that one.</summary>
    public VendorReading? Next { get; init; }

    /// <summary>What is no event here and is passed over: kind → how many. Counted.</summary>
    public IReadOnlyDictionary<string, int> PassedOver { get; init; } = new Dictionary<string, int>();

    /// <summary>Traces that the request speaks of, each once.</summary>
    public IReadOnlyList<SaidOfTrace> Traces { get; init; } = [];

    public static VendorReading Refused(Problem fault) => new(null, []) { Fault = fault };

    /// <summary>400: a field that the protocol demands is missing or of another type.</summary>
    /// <param name="field">As the client writes it.</param>
    public static VendorReading Missing(string field, string fix) =>
        Refused(new Problem(400, "missing_field", $"{field} is missing.", fix, [new InputError("/" + field, "required", fix)]));

    /// <summary>The events are those of the reading before: a project takes them once.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>An answer that hangs on what was read; null: the route's.</summary>
    public Func<IngestAnswer, VendorAnswer>? Answer { get; init; }

    /// <summary>The readings as one chain, the first of them first.</summary>
    public static VendorReading Chain(IReadOnlyList<VendorReading> readings) =>
        readings.Reverse().Aggregate((next, reading) => reading with { Next = next });

    internal GivenKey Given => new(Key, IsKeyInHeader);
}
