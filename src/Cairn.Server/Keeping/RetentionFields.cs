using Cairn.Events;
using Cairn.Server.Bodies;

namespace Cairn.Server.Keeping;

/// <summary>Rules as they are sent, for the documentation.</summary>
/// <param name="KeepDays">1 to 36,500 whole days, UTC; null: for ever.</param>
/// <param name="Archive">Write what goes to Parquet files first.</param>
/// <param name="Preview">The token of a preview of these rules; needed when they would delete something that the rules before would not.</param>
internal sealed record RetentionBody(
    int? KeepDays = null,
    bool? Archive = null,
    IReadOnlyList<KeepEvent>? Events = null,
    string? Preview = null
);

/// <summary>Reads them.</summary>
internal static class RetentionFields
{
    private const int MostEvents = 1000;

    /// <summary>The rules; what is at fault is among the fields' errors.</summary>
    public static KeepRules Read(JsonFields fields)
    {
        var days = fields.Whole("keepDays", 1, KeepRules.MostDays);
        var archive = fields.Flag("archive") ?? false;
        var events = new List<KeepEvent>();
        foreach (var item in fields.Objects("events", MostEvents))
        {
            var (name, own) = (item.RequiredText("event", 200), item.Whole("keepDays", 1, KeepRules.MostDays));
            item.RefuseOthers();
            if (name is null)
                continue;
            if (events.Any(e => e.Event == name))
                item.Fault("event", "duplicate", "There is a rule for this event already.");
            events.Add(new KeepEvent(name, own));
        }

        return new KeepRules(days, archive, [.. events.OrderBy(e => e.Event, StringComparer.Ordinal)]);
    }
}
