using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Events;
using Cairn.Insights.Questions;
using Cairn.Insights.SqlConsole;
using Cairn.Insights.Tests.Histories;
using Cairn.Oracle;
using Cairn.Query.Running;
using Cairn.Query.Spec;
using Cairn.Testing;

namespace Cairn.Insights.Tests.SqlConsole;

/// <summary>Two projects in one store: <see cref="SmallShop"/>, and a neighbour whose every name and value has "hidden" in it.</summary>
public sealed class SqlDatabase : IAsyncLifetime
{
    private SqlKind _sql = null!;
    private QuestionRunner _runner = null!;

    public ProjectContext Project { get; private set; } = null!;

    public ProjectContext Neighbour { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var store = await StoredHistories.CreateAsync();
        var projects = await store.AddAsync(SmallShop.History, Hidden());
        (Project, Neighbour) = (SmallShop.Project(projects[0]), SmallShop.Project(projects[1]));
        _runner = store.RunnerAt(SmallShop.Now);
        _sql = new SqlKind(new SqlQuery((await TestEngines.ClickHouseAsync()).Sandboxes, store.Client, _runner));
    }

    public Task DisposeAsync()
    {
        return Task.CompletedTask;
    }

    /// <summary>The answer, or null, and the faults.</summary>
    public async Task<(SqlResult? Answer, IReadOnlyList<InputError> Faults)> TryAsync(
        ProjectContext project,
        string query,
        JsonObject? parameters = null
    )
    {
        var question = new JsonObject { ["kind"] = "sql", ["query"] = query };
        if (parameters is not null)
            question["parameters"] = parameters;
        var errors = new SpecErrors();
        var body = SpecBody.Read(JsonSerializer.SerializeToUtf8Bytes(question), errors);
        var answer = body is null ? null : await _sql.AskAsync(new Asked(_runner.Ask(project), body.Value), CancellationToken.None);
        return ((SqlResult?)answer, errors.Items);
    }

    /// <summary>The rows as JSON; fails when the query has faults.</summary>
    public async Task<string> RowsAsync(string query, JsonObject? parameters = null)
    {
        var (answer, faults) = await TryAsync(Project, query, parameters);
        faults.ShouldBeEmpty();
        return JsonSerializer.Serialize(answer!.Rows, InsightsJson.Options);
    }

    private static History Hidden() =>
        new([
            .. Enumerable
                .Range(0, 40)
                .Select(i => new Happening(
                    i,
                    i % 3 == 0 ? "hidden_buy" : "hidden_view",
                    $"hidden_{i % 5}",
                    SmallShop.Now.AddMinutes(-i * 17),
                    i % 2 == 0 ? $"hidden_session_{i % 4}" : "",
                    new Dictionary<string, string> { ["hidden_type"] = $"hidden_group_{i % 3}" },
                    new JsonObject { ["hidden_property"] = $"hidden_value_{i}" },
                    new JsonObject { ["hidden_plan"] = "hidden_pro" }
                )),
        ]);
}
