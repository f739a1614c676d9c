using Cairn.Insights.Questions;
using Cairn.Query.Running;
using Cairn.Query.Spec;

namespace Cairn.Insights.Tests.Answers;

/// <summary>A kind of question that keeps ClickHouse busy until its limit of 30 s, unless somebody ends it.</summary>
internal sealed class EndlessKind(QuestionRunner runner) : IQuestionKind
{
    public bool IsForSelf => false;

    public string Name => "endless";

    public async Task<object?> AskAsync(Asked asked, CancellationToken cancellationToken)
    {
        var rows = await runner.ReadAsync(
            asked.Question,
            $"SELECT count() FROM numbers(1000000000123) WHERE sipHash64(number) = 1",
            cancellationToken
        );
        return new { Count = rows[0].Int64(0) };
    }

    public Task<PersonsBehind?> PersonsAsync(Asked asked, SpecNode point, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<PersonsBehind?>(null);
}
