using System.Text;
using Cairn.Events;
using Cairn.Query.Spec;
using Cairn.Query.Time;

namespace Cairn.Query.Tests.Time;

public sealed class RangeTests
{
    /// <summary>Saturday, 21 November 2026, 02:40 in Berlin.</summary>
    private static readonly DateTimeOffset _now = BucketTests.At("2026-11-21T01:40Z");

    [Theory]
    [InlineData("-1d", "2026-11-20T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("-7d", "2026-11-14T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("-24h", "2026-11-20T02:00Z", "2026-11-21T02:00Z")]
    [InlineData("-30min", "2026-11-21T01:11Z", "2026-11-21T01:41Z")]
    [InlineData("-2w", "2026-11-08T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("-3m", "2026-08-31T22:00Z", "2026-11-21T23:00Z")]
    [InlineData("-1y", "2025-12-31T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("today", "2026-11-20T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("yesterday", "2026-11-19T23:00Z", "2026-11-20T23:00Z")]
    [InlineData("this_month", "2026-10-31T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("last_month", "2026-09-30T22:00Z", "2026-10-31T23:00Z")]
    [InlineData("this_week", "2026-11-15T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("last_quarter", "2026-06-30T22:00Z", "2026-09-30T22:00Z")]
    [InlineData("2026-11-19", "2026-11-18T23:00Z", "2026-11-21T23:00Z")]
    [InlineData("2026-11-19T10:00:00Z", "2026-11-19T10:00Z", "2026-11-21T23:00Z")]
    [InlineData("2026-11-19T10:00", "2026-11-19T09:00Z", "2026-11-21T23:00Z")]
    public void A_range_without_an_end(string from, string start, string end) =>
        Resolve($$"""{"from":"{{from}}"}""").ShouldBe((BucketTests.At(start), BucketTests.At(end)));

    [Theory]
    [InlineData("2026-11-01", "2026-11-03", "2026-10-31T23:00Z", "2026-11-03T23:00Z")] // a date is the end of that day
    [InlineData("-14d", "-7d", "2026-11-07T23:00Z", "2026-11-14T23:00Z")]
    [InlineData("last_month", "yesterday", "2026-09-30T22:00Z", "2026-11-20T23:00Z")]
    [InlineData("-2d", "now", "2026-11-19T23:00Z", "2026-11-21T01:40Z")]
    [InlineData("2026-10-25", "2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z")] // 25 hours
    public void A_range_with_an_end(string from, string to, string start, string end) =>
        Resolve($$"""{"from":"{{from}}","to":"{{to}}"}""").ShouldBe((BucketTests.At(start), BucketTests.At(end)));

    [Fact]
    public void All_begins_with_the_day_of_the_first_event()
    {
        var resolver = new RangeResolver(Berlin, _now, (BucketTests.At("2026-03-01T10:00Z"), BucketTests.At("2026-11-22T00:30Z")));
        var range = resolver.Resolve(Read("""{"from":"all"}""", []))!;
        (range.Start, range.End).ShouldBe((BucketTests.At("2026-02-28T23:00Z"), BucketTests.At("2026-11-22T23:00Z")));
    }

    [Fact]
    public void A_range_that_runs_backwards_is_none() =>
        new RangeResolver(Berlin, _now).Resolve(Read("""{"from":"2026-11-05","to":"2026-11-01"}""", [])).ShouldBeNull();

    [Theory]
    [InlineData("""{"from":"7d"}""", "/from", "invalid_time")]
    [InlineData("""{"from":"-0d"}""", "/from", "invalid_time")]
    [InlineData("""{"from":"2026-02-30"}""", "/from", "invalid_time")]
    [InlineData("""{"from":"-7d\n"}""", "/from", "invalid_time")]
    [InlineData("""{"from":"-7d","to":"all"}""", "/to", "invalid_time")]
    [InlineData("""{"from":"-7d","timezone":"Mars/Base"}""", "/timezone", "unknown_timezone")]
    [InlineData("""{"from":"-7d","weekstart":"sunday"}""", "/weekstart", "unknown_field")]
    [InlineData("""{}""", "/from", "required")]
    public void A_fault_names_its_field(string json, string pointer, string code)
    {
        var errors = new List<InputError>();
        Read(json, errors);
        errors.ShouldContain(e => e.Pointer == pointer && e.Code == code);
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-07", "2026-10-24T22:00Z")] // 7 days back, over the end of summer time
    [InlineData("2026-03-01", "2026-03-31", "2026-01-31T23:00Z")] // a whole month: the month before
    [InlineData("2026-11-19T10:00:00Z", "2026-11-19T16:00:00Z", "2026-11-19T04:00Z")]
    public void The_previous_period_is_as_long_and_ends_where_the_range_begins(string from, string to, string start)
    {
        var range = new RangeResolver(Berlin, _now).Resolve(Read($$"""{"from":"{{from}}","to":"{{to}}"}""", []))!;
        range.Previous().Start.ShouldBe(BucketTests.At(start));
        range.Previous().End.ShouldBe(range.Start);
    }

    [Fact]
    public void A_year_before_the_29th_of_February_is_the_28th()
    {
        var range = BucketTests.Range("UTC", "2024-02-29T00:00Z", "2024-03-01T00:00Z");
        (range.YearBefore().Start, range.YearBefore().End).ShouldBe(
            (BucketTests.At("2023-02-28T00:00Z"), BucketTests.At("2023-03-01T00:00Z"))
        );
    }

    private static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static (DateTimeOffset, DateTimeOffset) Resolve(string json)
    {
        var errors = new List<InputError>();
        var range = new RangeResolver(Berlin, _now).Resolve(Read(json, errors))!;
        errors.ShouldBeEmpty();
        return (range.Start, range.End);
    }

    private static RangeSpec Read(string json, List<InputError> found)
    {
        var errors = new SpecErrors();
        var range = RangeReader.Read(SpecBody.Read(Encoding.UTF8.GetBytes(json), errors)!.Value);
        found.AddRange(errors.Items);
        return range;
    }
}
