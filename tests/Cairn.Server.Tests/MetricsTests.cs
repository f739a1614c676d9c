using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Cairn.Server.Metrics;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task The_whole_text_is_in_Prometheus_format()
    {
        await using var server = await TestServer.StartAsync(TestServer.SetUp);
        await server.StoreIsReadyAsync();
        using var http = server.WithKey(TestServer.InstanceKey);
        await http.GetAsync("/api/projects");

        var answer = await http.GetAsync("/metrics");

        answer.Headers["Content-Type"].ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        answer.Text.ShouldEndWith("\n");
        var lines = answer.Text.TrimEnd('\n').Split('\n');
        lines.Where(line => !Line().IsMatch(line)).ShouldBeEmpty();
        var series = lines.Where(line => line[0] != '#').Select(line => line[..line.LastIndexOf(' ')]).ToList();
        series.Distinct().Count().ShouldBe(series.Count, "a series appears twice");
        var types = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        types.Distinct().Count().ShouldBe(types.Count, "a metric is declared twice");
        answer.Text.ShouldContain(
            "cairn_http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/projects\",status=\"200\",le=\"+Inf\"} "
        );
        answer.Text.ShouldContain("cairn_engine_up{engine=\"clickhouse\"} 1\n");
        answer.Text.ShouldContain("cairn_engine_up{engine=\"postgres\"} 1\n");
        answer.Text.ShouldContain("\nprocess_cpu_seconds_total ");
        answer.Text.ShouldNotContain(TestServer.InstanceKey);
    }

    [Fact]
    public void A_counter_adds_by_tags_in_any_order_and_escapes_them()
    {
        using var watch = new WatchMeters();
        using var meter = new Meter("Cairn.Test.Counter");
        var counter = meter.CreateCounter<long>("cairn.test.things", "{thing}", "Things,\nand \\ more");

        counter.Add(2, new("b", "x\"y\\z\n"), new("a", 1));
        counter.Add(3, new("a", 1), new("b", "x\"y\\z\n"));
        counter.Add(1);

        Text(watch)
            .ShouldContain(
                """
                # HELP cairn_test_things_total Things,\nand \\ more
                # TYPE cairn_test_things_total counter
                cairn_test_things_total 1
                cairn_test_things_total{a="1",b="x\"y\\z\n"} 5

                """
            );
    }

    [Fact]
    public void A_histogram_counts_up_to_and_with_its_bounds()
    {
        using var watch = new WatchMeters();
        using var meter = new Meter("Cairn.Test.Histogram");
        var histogram = meter.CreateHistogram(
            "cairn.test.wait",
            unit: "s",
            "Waiting",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }
        );

        foreach (var seconds in (double[])[0.05, 0.1, 0.5, 5])
            histogram.Record(seconds, new KeyValuePair<string, object?>("kind", "k"));

        Text(watch)
            .ShouldContain(
                """
                # TYPE cairn_test_wait_seconds histogram
                cairn_test_wait_seconds_bucket{kind="k",le="0.1"} 2
                cairn_test_wait_seconds_bucket{kind="k",le="1"} 3
                cairn_test_wait_seconds_bucket{kind="k",le="+Inf"} 4
                cairn_test_wait_seconds_sum{kind="k"} 5.65
                cairn_test_wait_seconds_count{kind="k"} 4

                """
            );
    }

    [Fact]
    public void Gauges_and_observed_counters_show_the_present_and_forget_the_past()
    {
        using var watch = new WatchMeters();
        using var meter = new Meter("Cairn.Test.Observed");
        var engines = new Dictionary<string, long> { ["one"] = 5, ["two"] = 7 };
        meter.CreateObservableGauge(
            "cairn.test.size",
            () => engines.Select(e => new Measurement<long>(e.Value, new KeyValuePair<string, object?>("engine", e.Key))),
            "By"
        );
        meter.CreateObservableCounter("cairn.test.seen", () => 40L);
        var level = meter.CreateUpDownCounter<int>("cairn.test.level");
        level.Add(5);
        level.Add(-7);
        Text(watch).ShouldContain("cairn_test_size_bytes{engine=\"two\"} 7\n");

        engines.Remove("two");
        engines["one"] = 6;

        var text = Text(watch);
        text.ShouldContain("cairn_test_size_bytes{engine=\"one\"} 6\n");
        text.ShouldNotContain("engine=\"two\"");
        text.ShouldContain("# TYPE cairn_test_seen_total counter\ncairn_test_seen_total 40\n");
        text.ShouldContain("# TYPE cairn_test_level gauge\ncairn_test_level -2\n");
    }

    [Fact]
    public void Tags_without_end_do_not_fill_the_memory()
    {
        using var watch = new WatchMeters();
        using var meter = new Meter("Cairn.Test.Overflow");
        var counter = meter.CreateCounter<long>("cairn.test.flood");

        for (var i = 0; i < Metric.MaxSeries + 50; i++)
            counter.Add(1, new KeyValuePair<string, object?>("id", i));

        Text(watch).ShouldContain("cairn_test_flood_total{overflow=\"true\"} 50\n");
    }

    [Fact]
    public void Other_meters_are_left_out()
    {
        using var watch = new WatchMeters();
        using var meter = new Meter("Somebody.Else");

        meter.CreateCounter<long>("foreign.things").Add(1);

        Text(watch).ShouldNotContain("foreign");
    }

    [Fact]
    public void Many_threads_lose_no_count()
    {
        using var watch = new WatchMeters();
        using var meter = new Meter("Cairn.Test.Threads");
        var counter = meter.CreateCounter<long>("cairn.test.parallel");

        Parallel.For(
            0,
            8,
            _ =>
            {
                for (var i = 0; i < 10_000; i++)
                    counter.Add(1, new KeyValuePair<string, object?>("tag", "same"));
            }
        );

        Text(watch).ShouldContain("cairn_test_parallel_total{tag=\"same\"} 80000\n");
    }

    private static string Text(WatchMeters watch)
    {
        var text = new PrometheusText();
        watch.WriteTo(text);
        return text.ToString();
    }

    [GeneratedRegex(
        """^(# HELP [a-z_0-9]+ .+|# TYPE [a-z_0-9]+ (counter|gauge|histogram)|[a-z_0-9]+(\{[a-z_]+="(\\.|[^"\\])*"(,[a-z_]+="(\\.|[^"\\])*")*\})? (-?[0-9.]+(E[+-]?[0-9]+)?|\+Inf|NaN))$""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Line();
}
