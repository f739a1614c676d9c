using System.Text.Json;
using Cairn.Events;
using Cairn.Query.Words;

namespace Cairn.Query.Tests.Words;

public sealed class QuestionWordsTests
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(
        """{"kind":"trends","interval":"day","series":[{"event":"buy","measure":"persons","where":{"property":"plan","op":"eq","value":"pro"}}]}""",
        "Different persons who did “buy” with plan = pro, per day in Europe/Berlin, from 2026-11-01 to 2026-11-20."
    )]
    [InlineData(
        """{"kind":"trends","series":[{"event":"buy","measure":"sum","property":"amount"},{"event":null,"measure":"count"}],"formula":"A / B","compare":"previous","breakdowns":[{"property":"plan","scope":"person"},{"property":"vip","scope":"cohort"}]}""",
        "A / B, where A: Sum of amount over “buy”; B: Times any event happened, compared with the period before, split by person's plan and cohort “vip”, per day in Europe/Berlin, from 2026-11-01 to 2026-11-20."
    )]
    [InlineData(
        """{"kind":"trends","interval":"week","filter":{"and":[{"cohort":"vip","in":false},{"or":[{"property":"tier","scope":"group:company","op":"in","value":["a","b"]},{"not":{"property":"x","op":"is_set"}}]}]},"series":[{"event":"buy","measure":"p95","property":"ms"}]}""",
        "95th percentile of ms of “buy”, counting only events with person not in the cohort “vip” and (company's tier is one of a, b or not (x is set)), per week in Europe/Berlin, from 2026-11-01 to 2026-11-20."
    )]
    [InlineData(
        """{"kind":"funnel","steps":[{"event":"view"},{"event":"buy"}],"window":{"value":7,"unit":"day"},"exclusions":[{"event":"leave","from":0,"to":1}]}""",
        "Persons who did “view”, then “buy”, in this order, within 7 days of the first, leaving out who did “leave” in between in Europe/Berlin, from 2026-11-01 to 2026-11-20."
    )]
    [InlineData(
        """{"kind":"retention","start":{"event":"signup"},"return":{"event":null},"cohort":"first_ever","interval":"week"}""",
        "Of the persons who did “signup” for the first time ever, how many did any event so many weeks later, per week in Europe/Berlin, from 2026-11-01 to 2026-11-20."
    )]
    [InlineData(
        """{"kind":"discovery","goal":{"event":"buy"},"window":{"value":1,"unit":"day"},"filter":{"cohort":"vip"}}""",
        "The frequent ordered ways of persons to “buy”, within 1 day before it, counting only events with person in the cohort “vip” in Europe/Berlin, from 2026-11-01 to 2026-11-20."
    )]
    [InlineData("""{"kind":"novel"}""", "A question of the kind “novel” in Europe/Berlin, from 2026-11-01 to 2026-11-20.")]
    public void A_question_is_told_in_a_sentence(string question, string expected) =>
        QuestionWords.Of(JsonDocument.Parse(question).RootElement, Range("2026-11-01T00:00", "2026-11-21T00:00")).ShouldBe(expected);

    [Theory]
    [InlineData("2026-10-25T00:00", "2026-10-26T00:00", "on 2026-10-25.")]
    [InlineData("2026-11-01T10:00", "2026-11-02T00:00", "from 2026-11-01 10:00 until before 2026-11-02 00:00.")]
    public void A_range_is_told_in_days_where_it_is_days(string from, string to, string expected) =>
        QuestionWords.Of(JsonDocument.Parse("{}").RootElement, Range(from, to)).ShouldEndWith(expected);

    private static TimeRange Range(string from, string to)
    {
        return new TimeRange(At(from), At(to), _berlin);

        static DateTimeOffset At(string local) => new(DateTime.Parse(local), _berlin.GetUtcOffset(DateTime.Parse(local)));
    }
}
