using Cairn.Insights.Answers;

namespace Cairn.Insights.Tests.Answers;

public sealed class AnswerCacheTests
{
    [Fact]
    public void The_longest_unused_make_room()
    {
        var cache = new AnswerCache();
        for (var i = 0; i < 8; i++)
            cache.Keep(Answer($"{i}", 7 << 20));
        cache.Find("0").ShouldNotBeNull();
        cache.Keep(Answer("8", 7 << 20));
        cache.Keep(Answer("9", 7 << 20));

        cache.Find("0").ShouldNotBeNull("it was used since");
        cache.Find("1").ShouldBeNull();
        cache.Find("9").ShouldNotBeNull();
    }

    [Fact]
    public void An_answer_too_large_is_not_kept_and_ends_the_one_before()
    {
        var cache = new AnswerCache();
        cache.Keep(Answer("a", 10));
        cache.Keep(Answer("a", 9 << 20));
        cache.Find("a").ShouldBeNull();
    }

    private static KeptAnswer Answer(string question, int bytes) => new(question, 0, 0, DateTimeOffset.UnixEpoch, null, new byte[bytes]);
}
