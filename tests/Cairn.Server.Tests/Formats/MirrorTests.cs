using System.Net;
using System.Text;
using System.Text.Json;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests.Formats;

/// <summary>What a project receives goes to its old vendor as well.</summary>
public sealed class MirrorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Key = "phc_secretOfTheVendor";
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_mirrored_project_sends_on_with_a_key_that_nobody_can_read()
    {
        using var project = await ProjectCalls.CreateAsync(_server);
        using var vendor = new Vendor();
        (await project.Owner.GetAsync(project.Path("/mirror"))).Json.GetProperty("mirror").ValueKind.ShouldBe(JsonValueKind.Null);

        var put = await PutAsync(
            project,
            new
            {
                format = "posthog",
                url = vendor.Url,
                key = Key,
                redact = true,
            }
        );

        put.Status.ShouldBe(200, put.Text);
        put.Text.ShouldNotContain(Key);
        put.Json.GetProperty("mirror").GetProperty("keyEnd").GetString().ShouldBe("ndor");
        await project.IngestRawAsync(
            Encoding.UTF8.GetBytes(
                $$$"""{"api_key":"{{{project.Keys.WriteKey}}}","event":"a","distinct_id":"ann","properties":{"m":"4111111111111111"}}"""
            ),
            "/posthog/e/",
            ("Content-Type", "application/json")
        );
        var body = await vendor.NextAsync();
        body.ShouldBe($$$"""/e/ {"api_key":"{{{Key}}}","event":"a","distinct_id":"ann","properties":{"m":"[card]"}}""");
        await Eventually.TrueAsync(async () =>
            (await project.Owner.GetAsync(project.Path("/mirror"))).Json.GetProperty("sent").GetInt64() == 1
        );

        // The key stays where it is, and goes nowhere else.
        (await PutAsync(project, new { forward = "posthog", url = vendor.Url })).Status.ShouldBe(200);
        Faults(await PutAsync(project, new { format = "any", url = "https://127.0.0.1:9" })).ShouldBe(["/key required"]);
        await project.AcceptedAsync(new { @event = "b", distinct_id = "ann" });
        (await vendor.NextAsync()).ShouldStartWith("/batch/ {\"api_key\":\"" + Key + "\",\"batch\":[{\"event\":\"b\"");

        (await project.Owner.DeleteAsync(project.Path("/mirror"))).Status.ShouldBe(204);
        (await project.Owner.GetAsync(project.Path("/mirror"))).Json.GetProperty("mirror").ValueKind.ShouldBe(JsonValueKind.Null);
        var audit = (await project.Owner.GetAsync(project.Path("/audit"))).Text;
        audit.ShouldContain("mirror.changed");
        audit.ShouldContain("mirror.removed");
        audit.ShouldNotContain(Key);
    }

    [Fact]
    public async Task Faults_are_named()
    {
        using var project = await ProjectCalls.CreateAsync(_server);

        Faults(await PutAsync(project, new { url = "https://127.0.0.1" })).ShouldBe(["/format required"]);
        Faults(
                await PutAsync(
                    project,
                    new
                    {
                        format = "x",
                        forward = "y",
                        url = "https://127.0.0.1",
                        key = "a b",
                    }
                )
            )
            .ShouldBe(["/format required", "/format unknown_format", "/forward unknown_format", "/key invalid_key"]);
        foreach (var url in (string[])["http://10.0.0.1", "https://a:b@127.0.0.1", "https://127.0.0.1/?a=b", "ftp://127.0.0.1", "posthog"])
            Faults(await PutAsync(project, new { format = "any", url })).ShouldBe(["/url invalid_url"], url);
        foreach (var url in (string[])["https://169.254.169.254", "https://[fe80::1]", "https://[::ffff:a9fe:a9fe]"])
            Faults(await PutAsync(project, new { format = "any", url })).ShouldBe(["/url address_refused"], url);
        Faults(await PutAsync(project, new { forward = "posthog", url = "https://127.0.0.1" })).ShouldBe(["/key required"]);
    }

    private static Task<Answer> PutAsync(ProjectCalls project, object body) =>
        project.Owner.SendAsync(HttpMethod.Put, project.Path("/mirror"), JsonSerializer.Serialize(body));

    private static IEnumerable<string> Faults(Answer answer) =>
        answer
            .Json.GetProperty("errors")
            .EnumerateArray()
            .Select(e => $"{e.GetProperty("pointer").GetString()} {e.GetProperty("code").GetString()}");

    /// <summary>Takes everything with 200.</summary>
    private sealed class Vendor : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Vendor()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            }

            _listener.Prefixes.Add(Url + "/");
            _listener.Start();
        }

        public string Url { get; }

        /// <summary>Path and body.</summary>
        public async Task<string> NextAsync()
        {
            var context = await _listener.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(1));
            using var reader = new StreamReader(context.Request.InputStream);
            var text = await reader.ReadToEndAsync();
            context.Response.Close();
            return $"{context.Request.Url!.AbsolutePath} {text}";
        }

        public void Dispose() => _listener.Close();
    }
}
