using Cairn.Server.Settings;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Imports;

/// <summary>What one upload may take of memory and disk.</summary>
public sealed class UploadBoundTests
{
    private static readonly string _csv = "user_id,event,time\n" + string.Concat(Enumerable.Repeat("u1,view,2026-02-01T10:00:00Z\n", 100));

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("parquet")]
    public async Task A_file_beyond_the_bound_is_refused_and_nothing_of_it_stays(string format)
    {
        await using var server = await StartAsync(s => s with { ImportMaxBytes = 1_000 });
        using var project = await ProjectCalls.CreateAsync(server);

        foreach (var dryRun in (string[])["", "&dryRun=true"])
            (
                await project.Owner.SendAsync(HttpMethod.Post, project.Path($"/imports?format={format}{dryRun}"), _csv, "text/csv")
            ).ShouldBeProblem(413, "file_too_large");

        Left(server).ShouldBeEmpty();
        (await project.Owner.GetAsync(project.Path("/imports"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await project.Owner.SendAsync(HttpMethod.Post, project.Path("/imports?format=csv"), _csv[..900], "text/csv")).Status.ShouldBe(202);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task While_the_disk_is_nearly_full_no_file_is_taken(string format)
    {
        await using var server = await StartAsync(s => s with { MinFreeBytes = long.MaxValue / 2 });
        using var project = await ProjectCalls.CreateAsync(server);

        (await project.Owner.SendAsync(HttpMethod.Post, project.Path($"/imports?format={format}"), _csv, "text/csv")).ShouldBeProblem(
            507,
            "disk_nearly_full"
        );

        Left(server).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(16, 202)]
    [InlineData(17, 400)]
    public async Task A_form_has_at_most_16_fields_before_its_file(int fields, int status)
    {
        await using var server = await StartAsync(s => s);
        using var project = await ProjectCalls.CreateAsync(server);
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < fields; i++)
            form.Add(new StringContent("x"), "field-" + i);
        form.Add(new StringContent(_csv), "file", "x.csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, project.Path("/imports")) { Content = form };

        var answer = await project.Owner.SendAsync(request);

        answer.Status.ShouldBe(status, answer.Text);
        if (status == 400)
            answer.Faults["/file"].ShouldBe("required");
    }

    [Theory]
    [InlineData("../../../escaped.csv")]
    [InlineData("/tmp/escaped.csv")]
    public async Task A_files_name_tells_its_format_and_never_where_it_lies(string name)
    {
        await using var server = await StartAsync(s => s);
        using var project = await ProjectCalls.CreateAsync(server);
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(_csv), "file", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, project.Path("/imports")) { Content = form };

        var answer = await project.Owner.SendAsync(request);

        answer.Status.ShouldBe(202, answer.Text);
        Left(server).Select(Path.GetFileName).ShouldBe([answer.Json.GetProperty("id").GetString()]);
        answer.Text.ShouldNotContain("escaped");
        File.Exists("/tmp/escaped.csv").ShouldBeFalse();
    }

    /// <summary>Shared data folders would tell of other tests' files.</summary>
    private static Task<TestServer> StartAsync(Func<CairnSettings, CairnSettings> settings)
    {
        var folder = TestFolder.Create("bounds");
        return TestServer.StartAsync(TestServer.SetUp, settings: s => settings(s with { DataFolder = folder }));
    }

    private static IEnumerable<string> Left(TestServer server) =>
        Directory.EnumerateFileSystemEntries(Path.Combine(server.DataFolder, "imports"));
}
