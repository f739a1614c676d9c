using System.Globalization;
using Cairn.Events;

namespace Cairn.Ingest.Formats.Parts;

/// <summary>What a part says of the event it belongs to, beside its properties. Parts of one event have one event id.</summary>
/// <param name="SaidAt">When the client wrote the part: of two values of one property the later counts.</param>
/// <param name="Began">When the thing began; null: the part does not say it.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="FirstToken">When the first of its answer came.</param>
/// <param name="HasBeginning">The part that creates the event.</param>
/// <param name="HasEnd">Nothing is missing after this: an end, tokens or an answer.</param>
public sealed record PartFacts(
    DateTimeOffset SaidAt,
    DateTimeOffset? Began,
    DateTimeOffset? Ended,
    DateTimeOffset? FirstToken,
    bool HasBeginning,
    bool HasEnd
)
{
    /// <summary>Stands in the log of parts as a group of this type, which no event of such a format has.</summary>
    private const string Type = "$part";

    /// <summary>The event stands under the id of its trace.</summary>
    public bool IsUnderItsTrace { get; init; }

    /// <summary>The vendor's id of what carried the part: the same again is the same part. In memory only.</summary>
    public string? Envelope { get; init; }

    internal PartFacts Of(NativeEvent e) => this with { IsUnderItsTrace = e.IsUnderItsTrace };

    /// <summary>The part with these facts, for the log.</summary>
    internal Event Write(Event e)
    {
        var flags = (HasBeginning ? 1 : 0) | (HasEnd ? 2 : 0) | (IsUnderItsTrace ? 4 : 0);
        var key = string.Create(CultureInfo.InvariantCulture, $"{flags} {Text(SaidAt)} {Text(Began)} {Text(Ended)} {Text(FirstToken)}");
        return e with { Groups = [new GroupRef(Type, key)] };
    }

    /// <summary>Null: the event is no part.</summary>
    internal static PartFacts? Read(Event e)
    {
        if (e.Groups is not [{ Type: Type } group] || group.Key.Split(' ') is not [var flags, var said, var began, var ended, var first])
            return null;
        var bits = int.Parse(flags, CultureInfo.InvariantCulture);
        return new PartFacts(Time(said) ?? default, Time(began), Time(ended), Time(first), (bits & 1) != 0, (bits & 2) != 0)
        {
            IsUnderItsTrace = (bits & 4) != 0,
        };
    }

    private static string Text(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? "-";

    private static DateTimeOffset? Time(string text) =>
        text == "-" ? null : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
}
