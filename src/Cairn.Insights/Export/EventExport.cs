using Cairn.Events;
using Cairn.Insights.EventList;
using Cairn.Query.Running;
using Cairn.Query.Sources;
using Cairn.Query.Spec;
using Cairn.Query.Time;
using Cairn.Store.ClickHouse;

namespace Cairn.Insights.Export;

/// <summary>Raw events as a file, straight from ClickHouse: nothing is held here, and who goes away ends the read.</summary>
public sealed class EventExport(QuestionRunner runner, ClickHouseClient store) : IDisposable
{
    /// <summary>Exports at once: each is a long read, and questions come first.</summary>
    public const int AtOnce = 2;

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>What will be read; null with the faults reported.</summary>
    internal async Task<EventSource?> PrepareAsync(
        ProjectContext project,
        EventListSpec spec,
        SpecErrors errors,
        CancellationToken cancellationToken
    )
    {
        var question = runner.Ask(project);
        if (spec.Filter is { } filter)
            await runner.CheckRegexesAsync([(filter, "/filter")], errors, cancellationToken);
        var range = await runner.ResolveAsync(
            question,
            new RangeSpec(spec.From ?? new RangePoint.All(), spec.To, null, WeekStart.Monday),
            errors,
            "/from",
            cancellationToken
        );
        return range is null || errors.Any ? null : new EventSource(project, range, runner.Persons);
    }

    /// <summary>Opens the read; the first byte is not sent yet, so a refusal can still be answered.</summary>
    /// <exception cref="QuestionsBusyException">Others export already.</exception>
    internal async Task<Running> OpenAsync(EventListSpec spec, EventSource source, ExportFormat format, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken))
            throw new QuestionsBusyException();
        try
        {
            var query = QueryText.Of(EventExportSql.Select(spec, source, format), EventExportSql.SettingsOf(format));
            return new Running(await store.StreamAsync(query, format.ClickHouse, WriteTable.Limits, cancellationToken), _places);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void Dispose() => _places.Dispose();

    /// <summary>An export under way, which holds a place.</summary>
    internal sealed class Running(StreamedAnswer answer, SemaphoreSlim places) : IDisposable
    {
        public Task CopyToAsync(Stream target, CancellationToken cancellationToken) => answer.CopyToAsync(target, cancellationToken);

        public void Dispose()
        {
            answer.Dispose();
            places.Release();
        }
    }
}
