using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cairn.Store.ClickHouse;

/// <summary>How long did questions to ClickHouse take, by how they ended?</summary>
internal static class QueryDuration
{
    private static readonly Meter _meter = new("Cairn.Store.Queries");
    private static readonly Histogram<double> _duration = _meter.CreateHistogram<double>(
        "cairn.store.query.duration",
        unit: "s",
        "Questions to ClickHouse, from sending to the last row read."
    );

    /// <summary>Runs it, measured.</summary>
    public static async Task<T> MeasureAsync<T>(Func<Task<T>> askAsync)
    {
        var start = Stopwatch.GetTimestamp();
        var outcome = "cancelled";
        try
        {
            var answer = await askAsync();
            outcome = "ok";
            return answer;
        }
        catch (ClickHouseException)
        {
            outcome = "failed";
            throw;
        }
        catch (ClickHouseUnavailableException)
        {
            outcome = "away";
            throw;
        }
        finally
        {
            _duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
