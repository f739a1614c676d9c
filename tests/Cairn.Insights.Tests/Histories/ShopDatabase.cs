using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Insights.Trends;
using Cairn.Query.Cohorts;
using Cairn.Query.Running;
using Cairn.Store.Cohorts;

namespace Cairn.Insights.Tests.Histories;

/// <summary>A database with <see cref="SmallShop"/> as its only project.</summary>
public sealed class ShopDatabase : IAsyncLifetime
{
    private StoredHistories _store = null!;

    public ProjectContext Project { get; private set; } = null!;

    private static Guid ListId { get; } = Guid.Parse("018f0000-0000-7000-8000-000000000001");

    /// <summary>Some that name each other.</summary>
    internal static StoredCohort[] Cohorts { get; } =
    [
        Cohort("buyers", """{"did":{"event":"buy"},"atLeast":2,"lastDays":3}"""),
        Cohort("gold", """{"property":"tier","op":"eq","value":"gold"}"""),
        Cohort("listed", """{"static":true}"""),
        Cohort("others", """{"and":[{"cohort":"buyers","in":false},{"not":{"cohort":"listed"}}]}"""),
        Cohort("circle", """{"or":[{"cohort":"back"}]}"""),
        Cohort("back", """{"cohort":"circle"}"""),
    ];

    private static StoredCohort Cohort(string key, string definition) =>
        new(Guid.NewGuid(), key, key, JsonDocument.Parse(definition).RootElement.Clone(), ListId);

    /// <summary>For which it is <see cref="SmallShop.Now"/>.</summary>
    public QuestionRunner Runner { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _store = await StoredHistories.CreateAsync();
        Project = SmallShop.Project((await _store.AddAsync(SmallShop.History))[0]);
        Runner = _store.RunnerAt(SmallShop.Now, Cohorts);
        await new CohortLists(_store.Client).AddAsync(Project.Id, ListId, ["anon", "cleo", "nobody"], CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        return Task.CompletedTask;
    }

    public async Task<TrendsResult> AskAsync(string question) =>
        (TrendsResult)await AskAsync(new TrendsKind(new TrendsQuery(Runner), null!), question);

    /// <summary>The answer to a question of any kind.</summary>
    public Task<object> AskAsync(IQuestionKind kind, string question) =>
        Asking.AnswerAsync(kind, Runner, Project, JsonNode.Parse(question)!);

    public Task<PersonsBehind> PersonsAsync(string question, string point) =>
        PersonsAsync(new TrendsKind(null!, new TrendsPersonsQuery(Runner, new TrendsQuery(Runner))), question, point);

    /// <summary>Who is behind a point of an answer of any kind.</summary>
    public Task<PersonsBehind> PersonsAsync(IQuestionKind kind, string question, string point) =>
        Asking.PersonsAsync(kind, Runner, Project, JsonNode.Parse(question)!, JsonNode.Parse(point)!);
}
