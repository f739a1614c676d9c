using System.Globalization;
using static Cairn.Ingest.Tests.Given;

namespace Cairn.Ingest.Tests.Steps;

public sealed class TimeTests
{
    [Theory]
    [InlineData("\"2026-11-20T09:30:00.123Z\"", "2026-11-20T09:30:00.123Z")]
    [InlineData("\"2026-11-20T09:30:00.1239999Z\"", "2026-11-20T09:30:00.123Z")]
    [InlineData("\"2026-11-20T09:30:00.123456789Z\"", "2026-11-20T09:30:00.123Z")]
    [InlineData("\"2026-11-20t09:30:00z\"", "2026-11-20T09:30:00.000Z")]
    [InlineData("\"2026-11-20T11:30:00+02:00\"", "2026-11-20T09:30:00.000Z")]
    [InlineData("\"2026-11-20T04:00:00-05:30\"", "2026-11-20T09:30:00.000Z")]
    [InlineData("\"2026-11-20T11:30:00+0200\"", "2026-11-20T09:30:00.000Z")]
    [InlineData("\"2026-11-20T09:30:00\"", "2026-11-20T09:30:00.000Z")]
    [InlineData("\"2026-11-20 09:30:00.5\"", "2026-11-20T09:30:00.500Z")]
    [InlineData("\"2026-11-20T09:30\"", "2026-11-20T09:30:00.000Z")]
    [InlineData("\"2026-11-20\"", "2026-11-20T00:00:00.000Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20.000Z")]
    [InlineData("1700000000.25", "2023-11-14T22:13:20.250Z")]
    [InlineData("1700000000123", "2023-11-14T22:13:20.123Z")]
    [InlineData("1.7e9", "2023-11-14T22:13:20.000Z")]
    [InlineData("\"1700000000\"", "2023-11-14T22:13:20.000Z")]
    [InlineData("\"1700000000123\"", "2023-11-14T22:13:20.123Z")]
    [InlineData("\"1700000000.5\"", "2023-11-14T22:13:20.500Z")]
    [InlineData("\"2000-01-01T00:00:00Z\"", "2000-01-01T00:00:00.000Z")]
    [InlineData("\"2026-11-21T10:00:00Z\"", "2026-11-21T10:00:00.000Z")]
    [InlineData("null", "2026-11-20T10:00:00.000Z")]
    public void A_timestamp_is_read(string json, string expected) =>
        Accepted("\"timestamp\":" + json).Timestamp.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"soon\"")]
    [InlineData("\"Monday\"")]
    [InlineData("\"12\"")]
    [InlineData("\"20/11/2026\"")]
    [InlineData("\"2026-13-01\"")]
    [InlineData("\"2026-11-20T25:00:00Z\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("-1")]
    [InlineData("1e400")]
    [InlineData("1700000000000000")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\ud83d\\ud83d\\ud83d\"")]
    [InlineData("\"2026-11-20T09:30:00\\ud83d\"")]
    [InlineData("\"1999-12-31T23:59:59.999Z\"")]
    [InlineData("\"2026-11-21T10:00:00.001Z\"")]
    [InlineData("\"9999-12-31T23:59:59Z\"")]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    public void Anything_else_is_refused(string json) => Refused("\"timestamp\":" + json).ShouldBe("invalid_timestamp");

    [Fact]
    public void A_wrong_clock_is_corrected_by_the_time_of_sending_and_the_time_as_sent_is_kept()
    {
        var request = Request(sentAt: Now.AddDays(3));
        var e = Accepted($"\"timestamp\":\"{Now.AddDays(3).AddSeconds(-30):O}\"", request);

        e.Timestamp.ShouldBe(Now.AddSeconds(-30));
        e.Property("$client_timestamp").ShouldBe("2026-11-23T09:59:30.000Z");
    }

    [Fact]
    public void A_clock_within_five_seconds_is_taken_as_right()
    {
        var e = Accepted($"\"timestamp\":\"{Now.AddSeconds(-30):O}\"", Request(sentAt: Now.AddSeconds(-5)));

        e.Timestamp.ShouldBe(Now.AddSeconds(-30));
        e.Property("$client_timestamp").ShouldBeNull();
    }

    [Fact]
    public void An_event_may_carry_its_own_sent_at() =>
        Accepted($"\"timestamp\":\"{Now.AddHours(-2):O}\",\"sent_at\":\"{Now.AddHours(-2):O}\"").Timestamp.ShouldBe(Now);

    [Fact]
    public void Without_a_timestamp_there_is_nothing_to_correct() =>
        Accepted("\"timestamp\":null", Request(sentAt: Now.AddDays(-1))).Timestamp.ShouldBe(Now);

    [Fact]
    public void A_correction_out_of_all_bounds_is_refused_not_thrown()
    {
        var request = Request(sentAt: DateTimeOffset.MinValue.AddDays(1));

        Run($$"""{"event":"a","distinct_id":"u","timestamp":"{{Now:O}}"}""", request).Rejection!.Message.ShouldContain("24 hours");
    }
}
