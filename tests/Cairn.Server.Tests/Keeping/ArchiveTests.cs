using System.Net.Http.Headers;
using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Keeping;
using Cairn.Server.Tests.Erasing;
using Cairn.Server.Tests.Support;
using Cairn.Testing;
using Cairn.Workspace.Keeping;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Keeping;

/// <summary>What goes is in the archive first, once, and comes back from there as it was.</summary>
public sealed class ArchiveTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task An_archive_that_is_imported_restores_the_same_events_exactly_once()
    {
        using var project = await FilledAsync();
        var before = await project.ExportAsync();
        await project.SetRulesAsync(10, archive: true);
        var run = await _server.RunAsync(project);
        (run.GetProperty("deleted").GetInt32(), run.GetProperty("archived").GetInt32()).ShouldBe((4, 4));
        (await project.ExportAsync()).Count.ShouldBe(1);

        var archives = await project.ArchivesAsync();
        archives.Sum(a => a.GetProperty("events").GetInt32()).ShouldBe(4);
        archives.Select(a => a.GetProperty("month").GetString()!).Order().ShouldBe(Months(11, 40, 400));
        await project.SetRulesAsync(null);
        foreach (var archive in archives.Concat(archives))
            await ImportAsync(project, await DownloadAsync(project, archive));

        (await project.ExportAsync()).ShouldBe(before);
        var audit = await project.Owner.GetAsync(project.Path("/audit?action=archive.downloaded"));
        audit.Json.GetProperty("items").GetArrayLength().ShouldBe(2 * archives.Count);
        audit.Json.GetProperty("items")[0].GetProperty("targetName").GetString()!.ShouldEndWith(".parquet");
    }

    [Fact]
    public async Task A_run_that_was_cut_off_between_archive_and_deletion_neither_loses_nor_doubles()
    {
        using var project = await FilledAsync();
        var before = await project.ExportAsync();
        await project.SetRulesAsync(10, archive: true);
        await _server.EndGraceAsync(project);
        var apply = _server.Services.GetRequiredService<ApplyRules>();
        var saved = await _server.Services.GetRequiredService<RetentionRules>().FindAsync(_server.Id(project), CancellationToken.None);
        apply.BeforeDelete = () => throw new IOException("The power is gone.");
        await apply.Applying.WaitAsync();
        try
        {
            await Should.ThrowAsync<IOException>(apply.RunAsync(saved!, null, CancellationToken.None));
        }
        finally
        {
            apply.BeforeDelete = () => Task.CompletedTask;
        }

        using var release = new Release(apply.Applying);
        (await project.LastRunAsync("deleting")).GetProperty("archived").GetInt32().ShouldBe(4);
        (await project.ExportAsync()).ShouldBe(before);
        // What comes meanwhile is no part of it, however old.
        await project.AcceptedAsync(KeepingCalls.Event("look", "late", 40));
        await project.DrainedAsync();
        var open = await _server.Services.GetRequiredService<RetentionRuns>().OpenAsync(CancellationToken.None);
        await apply.FinishAsync(open.Single(r => r.Project == _server.Id(project)), CancellationToken.None);

        await project.LastRunAsync("done");
        (await project.ExportAsync()).Count.ShouldBe(2);
        (await project.ArchivesAsync()).Sum(a => a.GetProperty("events").GetInt32()).ShouldBe(4);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_while_it_archived_is_taken_back_and_begun_again()
    {
        using var project = await FilledAsync();
        await project.SetRulesAsync(10, archive: true);
        await _server.EndGraceAsync(project);
        var id = _server.Id(project);
        var saved = (await _server.Services.GetRequiredService<RetentionRules>().FindAsync(id, CancellationToken.None))!;
        var apply = _server.Services.GetRequiredService<ApplyRules>();
        var now = DateTimeOffset.UtcNow;
        await apply.Applying.WaitAsync();
        var run = new RetentionRun(
            Guid.CreateVersion7(),
            id,
            RetentionState.Archiving,
            null,
            now,
            null,
            saved.Rules.CutoffsAt(now),
            ulong.MaxValue >> 1,
            true,
            0,
            0,
            null
        );
        await _server.Services.GetRequiredService<RetentionRuns>().SaveAsync(run, CancellationToken.None);
        await _server.Services.GetRequiredService<WriteArchives>().RunAsync(run, CancellationToken.None);
        var folder = Path.Combine(_server.DataFolder, "archives", id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var half = Path.Combine(folder, "2026-01.parquet.new");
        await File.WriteAllTextAsync(half, "PAR1");
        var written = Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories);
        written.Length.ShouldBe(Months(11, 40, 400).Length);
        apply.Applying.Release();

        var done = await _server.RunAsync(project);

        done.GetProperty("deleted").GetInt32().ShouldBe(4);
        File.Exists(half).ShouldBeFalse();
        written.ShouldAllBe(path => !File.Exists(path));
        (await project.ArchivesAsync()).Sum(a => a.GetProperty("events").GetInt32()).ShouldBe(4);
    }

    [Fact]
    public async Task Only_the_server_may_read_the_files_and_they_go_when_they_are_thrown_away_or_the_project_is()
    {
        using var project = await FilledAsync();
        await project.SetRulesAsync(10, archive: true);
        await _server.RunAsync(project);
        var archives = await project.ArchivesAsync();
        var folder = Path.Combine(
            _server.DataFolder,
            "archives",
            _server.Id(project).Value.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        files.Length.ShouldBe(archives.Count);
        files.ShouldAllBe(path => File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var path = project.Path("/privacy/archives/" + archives[0].GetProperty("id").GetString());
        using (var stranger = await ProjectCalls.CreateAsync(_server))
            (await stranger.Owner.GetAsync(path.Replace(project.Keys.Slug, stranger.Keys.Slug, StringComparison.Ordinal))).ShouldBeProblem(
                404,
                "unknown_archive"
            );
        (await project.Owner.DeleteAsync(path)).Status.ShouldBe(204);
        (await project.Owner.GetAsync(path)).ShouldBeProblem(404, "unknown_archive");
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length.ShouldBe(archives.Count - 1);

        (await project.Owner.DeleteAsync(project.Path("?now=true"))).Status.ShouldBe(204);
        await Eventually.TrueAsync(() => !Directory.Exists(folder));
    }

    [Fact]
    public async Task An_erased_person_is_in_no_archive_and_the_others_stay()
    {
        using var project = await FilledAsync();
        await project.SetRulesAsync(10, archive: true);
        await _server.RunAsync(project);

        (await project.EraseAsync(new { distinctId = "ada" })).Removed("archived_events").ShouldBe(2);

        var remove = _server.Services.GetRequiredService<RemoveFromArchives>();
        var ada = PersonId.Of(_server.Id(project), "ada").Value;
        (await remove.RunAsync(_server.Id(project), [ada], CancellationToken.None)).ShouldBe(0);

        (await project.ArchivesAsync()).Sum(a => a.GetProperty("events").GetInt32()).ShouldBe(2);
        using var other = await ProjectCalls.CreateAsync(_server);
        foreach (var archive in await project.ArchivesAsync())
            await ImportAsync(other, await DownloadAsync(project, archive));
        var people = (await other.StoredAsync()).Select(e => e.GetProperty("distinctId").GetString()!).Distinct();
        people.ShouldBe(["bert"]);
    }

    /// <summary>Five events: four of them older than ten days, of two persons.</summary>
    private async Task<ProjectCalls> FilledAsync()
    {
        var project = await ProjectCalls.CreateAsync(_server);
        await project.AcceptedAsync(
            KeepingCalls.Event("look", "ada", 1),
            KeepingCalls.Event("look", "ada", 11),
            KeepingCalls.Event("buy", "bert", 11),
            KeepingCalls.Event("look", "ada", 40),
            KeepingCalls.Event("look", "bert", 400)
        );
        await project.DrainedAsync();
        return project;
    }

    private sealed class Release(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }

    private static string[] Months(params int[] days) =>
        [.. days.Select(d => KeepingCalls.Today.AddDays(-d).ToString("yyyy-MM")).Distinct().Order()];

    private async Task<byte[]> DownloadAsync(ProjectCalls project, JsonElement archive)
    {
        using var http = new HttpClient { BaseAddress = _server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", project.Keys.ApiKey);
        return await http.GetByteArrayAsync(project.Path("/privacy/archives/" + archive.GetProperty("id").GetString()));
    }

    private async Task ImportAsync(ProjectCalls project, byte[] file)
    {
        using var http = new HttpClient { BaseAddress = _server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", project.Keys.ApiKey);
        using var sent = await http.PostAsync(project.Path("/imports?format=parquet"), new ByteArrayContent(file));
        var text = await sent.Content.ReadAsStringAsync();
        ((int)sent.StatusCode).ShouldBe(202, text);
        var path = project.Path("/imports/" + JsonDocument.Parse(text).RootElement.GetProperty("id").GetString());
        await Eventually.TrueAsync(async () =>
            (await project.Owner.GetAsync(path)).Json.GetProperty("status").GetString() is "done" or "failed"
        );
        var job = (await project.Owner.GetAsync(path)).Json;
        (job.GetProperty("status").GetString(), job.GetProperty("rejected").GetInt32()).ShouldBe(("done", 0), job.GetRawText());
        await project.DrainedAsync();
    }
}
