using System.IO.Compression;
using System.Text;
using Cairn.Server.Tests.Support;
using Cairn.Testing;

namespace Cairn.Server.Tests;

public sealed class WebAppTests(WebAppTests.BuiltApp app) : IClassFixture<WebAppTests.BuiltApp>
{
    private readonly TestServer _server = app.Server;

    public sealed class BuiltApp : IAsyncLifetime
    {
        public TestServer Server { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var folder = TestFolder.Create("web");
            Directory.CreateDirectory(Path.Combine(folder, "assets"));
            await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "<!doctype html><title>The app</title>");
            await File.WriteAllTextAsync(Path.Combine(folder, "assets", "app-4f2a.js"), "export {}");
            await File.WriteAllBytesAsync(Path.Combine(folder, "assets", "app-4f2a.js.br"), Brotli("export {}"));
            await File.WriteAllTextAsync(Path.Combine(folder, "assets", "late-77aa.js"), "export {}");
            await File.WriteAllTextAsync(Path.Combine(folder, "favicon.svg"), "<svg/>");
            await File.WriteAllTextAsync(Path.Combine(folder, "cairn.js"), "(function(){})();");
            Server = await TestServer.StartAsync(TestServer.SetUp, settings: settings => settings with { WebFolder = folder });
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();

        private static byte[] Brotli(string text)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
                brotli.Write(Encoding.UTF8.GetBytes(text));
            return packed.ToArray();
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/setup?token=x")]
    [InlineData("/p/shop/trends")]
    public async Task Every_page_is_the_app_and_is_asked_for_again(string path)
    {
        using var http = _server.WithKey(null);

        var answer = await http.GetAsync(path);

        answer.Status.ShouldBe(200);
        answer.Text.ShouldContain("The app");
        answer.Headers["Content-Type"].ShouldStartWith("text/html");
        answer.Headers["Cache-Control"].ShouldBe("no-cache");
    }

    [Fact]
    public async Task Hashed_files_are_kept_for_good()
    {
        using var http = _server.WithKey(null);

        (await http.GetAsync("/assets/app-4f2a.js")).Headers["Cache-Control"].ShouldBe("public, max-age=31536000, immutable");
        (await http.GetAsync("/favicon.svg")).Headers["Cache-Control"].ShouldBe("no-cache");
    }

    [Fact]
    public async Task The_sdk_s_script_may_be_loaded_by_pages_of_any_origin_and_is_kept_for_an_hour()
    {
        using var http = _server.WithKey(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cairn.js");
        request.Headers.TryAddWithoutValidation("Origin", "https://shop.example.com");

        var answer = await http.SendAsync(request);

        answer.Status.ShouldBe(200);
        answer.Headers["Content-Type"].ShouldStartWith("text/javascript");
        answer.Headers["Cache-Control"].ShouldBe("public, max-age=3600, stale-while-revalidate=86400");
        answer.Headers["Cross-Origin-Resource-Policy"].ShouldBe("cross-origin");
        answer.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
        answer.Headers.ContainsKey("ETag").ShouldBeTrue();
        (await http.GetAsync("/cairn.absent.js")).Status.ShouldBe(404);
        (await http.GetAsync("/favicon.svg")).Headers["Cross-Origin-Resource-Policy"].ShouldBe("same-origin");
    }

    [Theory]
    [InlineData("gzip, br", "/assets/app-4f2a.js", "br")]
    [InlineData("gzip, br;q=0", "/assets/app-4f2a.js", "gzip")]
    [InlineData("gzip", "/assets/app-4f2a.js", "gzip")]
    [InlineData("identity", "/assets/app-4f2a.js", null)]
    public async Task A_file_that_the_build_has_compressed_is_handed_out_so_to_whoever_takes_it(
        string accept,
        string path,
        string? encoding
    )
    {
        using var http = _server.WithKey(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);

        var answer = await http.SendAsync(request);

        answer.Status.ShouldBe(200);
        answer.Headers.GetValueOrDefault("Content-Encoding").ShouldBe(encoding);
        answer.Headers["Content-Type"].ShouldStartWith("text/javascript");
        answer.Headers["Cache-Control"].ShouldBe("public, max-age=31536000, immutable");
        answer.Headers["Vary"].ShouldContain("Accept-Encoding");
    }

    [Theory]
    [InlineData("/assets/late-77aa.js", 200)]
    [InlineData("/assets/gone-1234.js", 404)]
    [InlineData("/assets/app-4f2a.js.br", 404)]
    [InlineData("/assets/..%2fapp-4f2a.js", 404)]
    public async Task What_the_build_has_not_compressed_is_as_it_was(string path, int status)
    {
        using var http = _server.WithKey(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");

        (await http.SendAsync(request)).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("/assets/gone-1234.js")]
    [InlineData("/robots.txt")]
    [InlineData("/api/nothing")]
    [InlineData("/ingest/nothing")]
    public async Task What_is_no_page_is_not_found_instead_of_the_app(string path)
    {
        using var http = _server.WithKey(null);

        (await http.GetAsync(path)).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Files_outside_the_folder_stay_outside()
    {
        using var http = _server.WithKey(null);

        (await http.GetAsync("/assets/..%2f..%2fmarker.json")).Status.ShouldBe(404);
        (await http.GetAsync("/%2e%2e/%2e%2e/etc/passwd")).Text.ShouldNotContain("root:");
    }

    [Fact]
    public async Task Pages_run_no_inline_script_and_stand_in_no_frame()
    {
        using var http = _server.WithKey(null);

        var headers = (await http.GetAsync("/")).Headers;

        var policy = headers["Content-Security-Policy"];
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        headers["X-Content-Type-Options"].ShouldBe("nosniff");
        headers["X-Frame-Options"].ShouldBe("DENY");
        headers["Referrer-Policy"].ShouldBe("strict-origin-when-cross-origin");
        headers["Permissions-Policy"].ShouldBe("camera=(), geolocation=(), microphone=()");
        headers.ContainsKey("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_build_the_page_says_how_to_make_one()
    {
        await using var server = await TestServer.StartAsync(
            TestServer.SetUp,
            settings: settings => settings with { WebFolder = TestFolder.Create("empty-web") }
        );
        using var http = server.WithKey(null);

        var answer = await http.GetAsync("/");

        answer.Status.ShouldBe(200);
        answer.Headers["Content-Type"].ShouldStartWith("text/plain");
        answer.Text.ShouldContain("./dev up");
    }

    [Theory]
    [InlineData("/embed/cbl_abc")]
    [InlineData("/embed/x")]
    public async Task A_shared_board_may_be_framed(string path)
    {
        using var http = _server.WithKey(null);

        var answer = await http.GetAsync(path);

        answer.Text.ShouldContain("The app");
        answer.Headers.ContainsKey("X-Frame-Options").ShouldBeFalse();
        answer.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors *");
        answer.Headers["Content-Security-Policy"].ShouldContain("script-src 'self'");
        answer.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        answer.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/embed")]
    [InlineData("/embed/")]
    [InlineData("/embed/x/y")]
    [InlineData("/embed/../p/shop")]
    [InlineData("/embedded/x")]
    [InlineData("/Embed/x")]
    [InlineData("/shared/cbl_abc")]
    [InlineData("/p/embed/x")]
    [InlineData("/api/shared/cbl_abc")]
    [InlineData("/assets/app-4f2a.js")]
    public async Task Nothing_else_may_be_framed(string path)
    {
        using var http = _server.WithKey(null);

        var answer = await http.GetAsync(path);

        answer.Headers["X-Frame-Options"].ShouldBe("DENY");
        answer.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
    }
}
