using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Running;

/// <summary>What went wrong in the store, as an answer: too slow 504, too much 422, away or busy 503.</summary>
public static class StoreFailures
{
    /// <summary>The problem; null for an exception that is none of the store's.</summary>
    public static Problem? ToProblem(Exception exception) =>
        exception switch
        {
            ClickHouseException { IsTimeout: true } => new Problem(
                504,
                ProblemCodes.TooSlow,
                "The question took too long.",
                "It was stopped after 30 seconds. Ask for a shorter range, fewer breakdowns or a named event."
            ),
            ClickHouseException { IsTooMuch: true } => new Problem(
                422,
                ProblemCodes.TooMuch,
                "The question needs more memory or rows than it may have.",
                "Ask for a shorter range, a wider interval or smaller breakdown limits."
            ),
            ClickHouseException { IsTransient: true } or QuestionsBusyException => new Problem(
                503,
                ProblemCodes.Busy,
                "Too many questions at once.",
                "Ask again in a moment."
            ),
            ClickHouseUnavailableException => new Problem(
                503,
                ProblemCodes.StoreUnavailable,
                "The store does not answer.",
                "Events are still being accepted. Ask again in a moment."
            ),
            _ => null,
        };
}
