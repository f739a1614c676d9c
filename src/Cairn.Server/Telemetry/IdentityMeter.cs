using System.Diagnostics.Metrics;
using Cairn.Query.Sequences;
using Cairn.Store.Identity;

namespace Cairn.Server.Telemetry;

/// <summary>How many merges are there, and do questions still have to lay some over? Asked at every scrape.</summary>
internal sealed class IdentityMeter : IDisposable
{
    private readonly Meter _meter;

    public IdentityMeter(IMeterFactory meters, Identities identities, PersonIndexes indexes)
    {
        _meter = meters.Create("Cairn.Identities");
        _meter.CreateObservableGauge(
            "cairn.identity.merged",
            () => (long)identities.MergedCount,
            description: "Distinct ids that lead to another id's person."
        );
        _meter.CreateObservableGauge(
            "cairn.identity.pending_projects",
            () => (long)identities.PendingProjects,
            description: "Projects whose events still carry persons from before a merge; questions lay the merges over them."
        );
        _meter.CreateObservableGauge(
            "cairn.index.events",
            () => indexes.Events,
            description: "Events held in memory person by person, eight bytes each."
        );
    }

    public void Dispose() => _meter.Dispose();
}
