using System.Runtime.InteropServices;
using Cairn.Events;
using Cairn.Query.Filters;
using Cairn.Query.Sources;
using Cairn.Query.Time;

namespace Cairn.Query.Sequences;

/// <summary>Whose events are put in a row.</summary>
/// <param name="GroupType">For <see cref="EntityKind.Group"/>; else empty.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntityBy(EntityKind Kind, string GroupType = "")
{
    public static EntityBy Person { get; } = new(EntityKind.Person);
}

/// <summary>What an entity is.</summary>
public enum EntityKind
{
    Person,
    Session,
    Group,
}

/// <summary>Which events, each entity's in order of time, a question walks over.</summary>
/// <param name="Scan">Half open.</param>
/// <param name="Selectors">Up to 32. Bit i of <see cref="StepEvent.Mask"/> says whether the event is one of selector i.</param>
/// <param name="Filter">Every event must meet it.</param>
/// <param name="WithOthers">Also behaviour events that no selector selects, with mask 0.</param>
/// <param name="Cuts">Breakdowns whose labels each event carries; at most three.</param>
/// <param name="Grain">Only whether something happened in a bucket matters: events of a bucket may come as one, at any instant of the bucket, with their
/// masks united. Null: every event comes.</param>
/// <param name="BitOrder">Of events at the same instant, those with the lowest bit in their mask come first, those without any last; then by
/// arrival. Else by arrival alone.</param>
/// <param name="TiesMatter">Whether the order of events at the same instant can change the answer.</param>
public sealed record SequenceSpec(
    TimeRange Scan,
    IReadOnlyList<Selector> Selectors,
    Filter? Filter = null,
    EntityBy By = default,
    bool WithOthers = false,
    IReadOnlyList<BreakdownCut>? Cuts = null,
    Buckets? Grain = null,
    bool BitOrder = true,
    bool TiesMatter = true
)
{
    public const int MostSelectors = 32;

    public IReadOnlyList<BreakdownCut> Cuts { get; init; } = Cuts ?? [];
}

/// <summary>One event of an entity.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Mask">Bit i: it is one of selector i.</param>
/// <param name="Labels">Ten bits per breakdown, the first lowest: the place of its label in <see cref="SequenceLabels"/>.</param>
/// <param name="Arrival">The event's place in the log; 0 where the order of arrival cannot matter.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepEvent(long At, ulong Arrival, uint Mask, uint Labels);
