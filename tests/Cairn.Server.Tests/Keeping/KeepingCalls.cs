using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Tests.Support;
using Cairn.Testing;
using Cairn.Workspace.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cairn.Server.Tests.Keeping;

/// <summary>A project's rules, as the tests set them: previewed, saved, and their day of grace passed.</summary>
internal static class KeepingCalls
{
    public static DateTimeOffset Today => new(DateTime.UtcNow.Date, TimeSpan.Zero);

    /// <summary>An event of some days ago, a second before or after midnight.</summary>
    public static object Event(string name, string who, int days, int seconds = 1, string? id = null) =>
        new
        {
            id = id ?? Guid.NewGuid().ToString(),
            @event = name,
            distinct_id = who,
            timestamp = Today.AddDays(-days).AddSeconds(seconds),
            session_id = "s-" + who,
            groups = new Dictionary<string, string> { ["company"] = "ac\"me" },
            properties = new
            {
                days,
                amount = 19.5,
                text = "ü \"x\"",
                list = new[] { 1, 2 },
            },
        };

    public static ProjectId Id(this TestServer server, ProjectCalls project) =>
        server.Services.GetRequiredService<WorkspaceAccess>().Current.FindProject(project.Keys.Slug)!.Id;

    public static async Task<JsonElement> PreviewAsync(this ProjectCalls project, object rules)
    {
        var answer = await project.Owner.PostAsync(project.Path("/privacy/retention/preview"), rules);
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }

    public static Task<Answer> SaveAsync(this ProjectCalls project, object rules) =>
        project.Owner.SendAsync(HttpMethod.Put, project.Path("/privacy/retention"), JsonSerializer.Serialize(rules));

    /// <summary>Previews the rules and saves them with the token.</summary>
    public static async Task SetRulesAsync(this ProjectCalls project, int? keepDays, bool archive = false, object[]? events = null)
    {
        await project.DrainedAsync();
        events ??= [];
        var seen = await project.PreviewAsync(
            new
            {
                keepDays,
                archive,
                events,
            }
        );
        var preview = seen.GetProperty("token").GetString();
        var answer = await project.SaveAsync(
            new
            {
                keepDays,
                archive,
                events,
                preview,
            }
        );
        answer.Status.ShouldBe(200, answer.Text);
    }

    /// <summary>As if the day had passed since the rules were saved.</summary>
    public static async Task EndGraceAsync(this TestServer server, ProjectCalls project)
    {
        await using var command = server
            .Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("UPDATE retention_rules SET not_before = now() - interval '1 second' WHERE project_id = $1");
        command.Parameters.AddWithValue((int)server.Id(project).Value);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    /// <summary>Asks for a run and waits for its end.</summary>
    public static async Task<JsonElement> RunAsync(this TestServer server, ProjectCalls project)
    {
        await project.DrainedAsync();
        await server.EndGraceAsync(project);
        var asked = await project.Owner.PostAsync(project.Path("/privacy/retention/run"), new { });
        asked.Status.ShouldBe(202, asked.Text);
        return await project.LastRunAsync("done");
    }

    public static async Task<JsonElement> LastRunAsync(this ProjectCalls project, string state)
    {
        JsonElement now = default;
        await Eventually.TrueAsync(async () =>
        {
            now = (await project.Owner.GetAsync(project.Path("/privacy/retention"))).Json;
            return now.GetProperty("lastRun") is { ValueKind: JsonValueKind.Object } last
                && last.GetProperty("state").GetString() == state
                && (state != "done" || !now.GetProperty("running").GetBoolean());
        });
        return now.GetProperty("lastRun");
    }

    public static async Task<IReadOnlyList<JsonElement>> ArchivesAsync(this ProjectCalls project) =>
        [.. (await project.Owner.GetAsync(project.Path("/privacy/archives"))).Json.GetProperty("items").EnumerateArray()];

    /// <summary>Everything stored, as an export tells it, in a fixed order; without what an import finds anew.</summary>
    public static async Task<IReadOnlyList<string>> ExportAsync(this ProjectCalls project)
    {
        await project.DrainedAsync();
        var answer = await project.Owner.GetAsync(project.Path("/export/events"));
        answer.Status.ShouldBe(200, answer.Text);
        return
        [
            .. answer
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(e =>
                    string.Join(
                        '|',
                        e.EnumerateObject().Where(p => p.Name is not ("received_at" or "person_id")).Select(p => p.Value.GetRawText())
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
    }
}
