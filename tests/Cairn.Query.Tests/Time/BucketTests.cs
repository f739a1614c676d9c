using Cairn.Events;
using Cairn.Query.Time;

namespace Cairn.Query.Tests.Time;

public sealed class BucketTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T23:00Z", "2026-03-29T22:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25)]
    [InlineData("America/New_York", "2026-03-08T05:00Z", "2026-03-09T04:00Z", 23)]
    [InlineData("America/Santiago", "2026-09-06T04:00Z", "2026-09-07T03:00Z", 23)] // midnight does not exist
    [InlineData("America/Santiago", "2026-04-04T03:00Z", "2026-04-05T04:00Z", 25)] // 23:00 comes twice
    [InlineData("Australia/Lord_Howe", "2026-10-03T13:30Z", "2026-10-04T13:00Z", 24)] // 23.5 hours: the short hour is a bucket
    [InlineData("Australia/Lord_Howe", "2026-04-04T13:00Z", "2026-04-05T13:30Z", 25)] // 24.5 hours
    [InlineData("Asia/Kathmandu", "2026-01-01T18:15Z", "2026-01-02T18:15Z", 24)]
    public void A_day_has_as_many_hours_as_its_clock_shows(string zone, string start, string end, int hours)
    {
        var range = Range(zone, start, end);
        var day = Buckets.Cut(range, Interval.Day, WeekStart.Monday)!;
        day.Count.ShouldBe(1);
        day.Start(0).ShouldBe(range.Start);
        day.End(0).ShouldBe(range.End);
        var byHour = Buckets.Cut(range, Interval.Hour, WeekStart.Monday)!;
        byHour.Count.ShouldBe(hours);
        Enumerable.Range(0, hours).ShouldAllBe(i => byHour.End(i) - byHour.Start(i) <= TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_date_that_a_zone_skipped_has_no_bucket()
    {
        // Samoa crossed the date line: after 29 December 2011 came the 31st.
        var buckets = Buckets.Cut(Range("Pacific/Apia", "2011-12-29T10:00Z", "2011-12-31T10:00Z"), Interval.Day, WeekStart.Monday)!;
        buckets.Count.ShouldBe(2);
        (buckets.End(0) - buckets.Start(0)).ShouldBe(TimeSpan.FromHours(24));
    }

    [Fact]
    public void The_first_bucket_begins_by_the_calendar_even_when_the_range_begins_later()
    {
        var buckets = Buckets.Cut(Range("UTC", "2026-01-15T12:00Z", "2026-03-02T00:00Z"), Interval.Month, WeekStart.Monday)!;
        buckets.Count.ShouldBe(3);
        buckets.Start(0).ShouldBe(At("2026-01-01T00:00Z"));
        buckets.Inside(0).Start.ShouldBe(At("2026-01-15T12:00Z"));
        buckets.Inside(2).End.ShouldBe(At("2026-03-02T00:00Z"));
    }

    [Theory]
    [InlineData(WeekStart.Monday, "2026-11-16T00:00Z")]
    [InlineData(WeekStart.Sunday, "2026-11-15T00:00Z")]
    public void A_week_begins_where_it_is_asked_to(WeekStart weekStart, string first) =>
        Buckets.Cut(Range("UTC", "2026-11-21T00:00Z", "2026-11-22T00:00Z"), Interval.Week, weekStart)!.Start(0).ShouldBe(At(first));

    [Fact]
    public void Equal_buckets_have_a_step_and_a_clock_change_takes_it_away()
    {
        Buckets
            .Cut(Range("Europe/Berlin", "2026-10-20T22:00Z", "2026-10-23T22:00Z"), Interval.Day, WeekStart.Monday)!
            .Step.ShouldBe(86_400_000);
        Buckets.Cut(Range("Europe/Berlin", "2026-10-23T22:00Z", "2026-10-26T23:00Z"), Interval.Day, WeekStart.Monday)!.Step.ShouldBeNull();
    }

    [Fact]
    public void Too_many_buckets_are_none() =>
        Buckets.Cut(Range("UTC", "2026-01-01T00:00Z", "2026-12-01T00:00Z"), Interval.Minute, WeekStart.Monday).ShouldBeNull();

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-22T22:00Z", "2026-10-23T10:00Z", Interval.Day, 3, "2026-10-26T23:00Z")] // one of them has 25 hours
    [InlineData("America/Santiago", "2026-09-04T04:00Z", "2026-09-05T04:00Z", Interval.Day, 1, "2026-09-06T04:00Z")] // ends where midnight is skipped
    [InlineData("Pacific/Apia", "2011-12-28T10:00Z", "2011-12-29T10:00Z", Interval.Day, 2, "2011-12-31T10:00Z")] // the 30th never came
    [InlineData("UTC", "2026-01-31T00:00Z", "2026-02-01T00:00Z", Interval.Month, 2, "2026-04-01T00:00Z")]
    [InlineData("UTC", "2026-11-18T00:00Z", "2026-11-19T00:00Z", Interval.Week, 1, "2026-11-30T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T14:30Z", "2026-10-03T15:00Z", Interval.Hour, 2, "2026-10-03T17:00Z")] // the first of them has half an hour
    public void More_buckets_follow_the_calendar(string zone, string start, string end, Interval interval, int more, string expected)
    {
        var buckets = Buckets.Cut(Range(zone, start, end), interval, WeekStart.Monday)!;
        var all = buckets.WithMore(more)!;
        all.Count.ShouldBe(buckets.Count + more);
        all.Range.ShouldBe(Range(zone, start, expected));
        all.Edges.Take(buckets.Edges.Count).ShouldBe(buckets.Edges);
    }

    [Theory]
    [InlineData(Interval.Day, "2026-11-17T00:00Z")]
    [InlineData(Interval.Week, "2026-11-09T00:00Z")]
    [InlineData(Interval.Month, "2026-10-01T00:00Z")]
    public void The_bucket_before_is_a_whole_one(Interval interval, string expected)
    {
        var buckets = Buckets.Cut(Range("UTC", "2026-11-18T09:00Z", "2026-11-20T09:00Z"), interval, WeekStart.Monday)!;
        var all = buckets.WithOneBefore()!;
        all.Count.ShouldBe(buckets.Count + 1);
        all.Range.ShouldBe(Range("UTC", expected, "2026-11-20T09:00Z"));
        all.Start(0).ShouldBe(At(expected));
        all.Edges.Skip(1).ShouldBe(buckets.Edges);
    }

    internal static TimeRange Range(string zone, string start, string end) =>
        new(At(start), At(end), TimeZoneInfo.FindSystemTimeZoneById(zone));

    internal static DateTimeOffset At(string text) => DateTimeOffset.Parse(text).ToUniversalTime();
}
