using Cairn.Processes;
using Cairn.Store.ClickHouse;
using Cairn.Store.Engine;
using Cairn.Testing;

namespace Cairn.Store.Tests.Engine;

public sealed class EngineSecurityTests : IClassFixture<ClickHouseDatabase>
{
    private static readonly HttpClient _http = new();
    private readonly ClickHouseClient _client;

    public EngineSecurityTests(ClickHouseDatabase database) => _client = database.Client;

    [Theory]
    [InlineData("/", null, null)]
    [InlineData("/", "default", "")]
    [InlineData("/?user=default", null, null)]
    [InlineData("/?user=default&password=", null, null)]
    [InlineData("/?session_id=x", "default", "")]
    [InlineData("/?max_sessions_for_user=100", "default", "")]
    [InlineData("/", "cairn", "")]
    [InlineData("/", "cairn", "guess")]
    [InlineData("/", "root", "")]
    public async Task Nobody_gets_in_without_the_password_of_this_start(string path, string? user, string? password)
    {
        var engine = await TestEngines.ClickHouseAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(engine.Address.Url, path));
        request.Content = new StringContent("SELECT file('/etc/passwd'), 'inside'");
        if (user is not null)
        {
            request.Headers.Add("X-ClickHouse-User", user);
            request.Headers.Add("X-ClickHouse-Key", password);
        }

        using var response = await _http.SendAsync(request);

        response.IsSuccessStatusCode.ShouldBeFalse();
        // 700: the only session of "default" is the engine's own. 516: wrong password or no such user.
        (await response.Content.ReadAsStringAsync()).ShouldMatch("Code: (700|516)\\.");
    }

    [Theory]
    [InlineData("SELECT file('/etc/passwd')")]
    [InlineData("SELECT file('/etc/shadow')")]
    [InlineData("SELECT file('/proc/self/environ')")]
    [InlineData("SELECT file('/proc/1/environ')")]
    [InlineData("SELECT file('../config/users.xml')")]
    [InlineData("SELECT file('/tmp/../etc/hostname')")]
    [InlineData("SELECT arrayMap(x -> file(x), ['/etc/passwd'])")]
    [InlineData("SELECT * FROM file('/etc/passwd', 'LineAsString', 'line String')")]
    [InlineData("SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString', 'line String')")]
    [InlineData("SELECT * FROM executable('id', 'LineAsString', 'line String')")]
    [InlineData("SELECT * FROM remote('127.0.0.1:1', system.one)")]
    public async Task Sql_reaches_no_files_and_no_network(string sql)
    {
        var refused = await Should.ThrowAsync<ClickHouseException>(() =>
            _client.QueryAsync(Sql.Trusted(sql), QueryLimits.Interactive, CancellationToken.None)
        );
        // Landlock (76, and 107: not found where it may look), no grant (497), read only (164).
        refused.Code.ShouldBeOneOf(76, 107, 164, 497);
    }

    [Theory]
    [InlineData("SYSTEM SHUTDOWN")]
    [InlineData("SYSTEM KILL")]
    [InlineData("CREATE DATABASE other")]
    [InlineData("CREATE USER someone")]
    public async Task The_own_user_may_do_nothing_outside_its_databases(string sql)
    {
        var refused = await Should.ThrowAsync<ClickHouseException>(() =>
            _client.ExecuteAsync(Sql.Trusted(sql), TimeSpan.FromSeconds(10), CancellationToken.None)
        );
        refused.Code.ShouldBeOneOf(497, 514);
    }

    [Fact]
    public async Task Only_one_port_is_open_and_it_is_on_loopback()
    {
        var engine = await TestEngines.ClickHouseAsync();

        var port = ProcessFacts.ListeningPorts(engine.Status.ProcessId!.Value).ShouldHaveSingleItem();

        port.Address.ShouldBe("0100007F");
        port.Port.ShouldBe(engine.Address.Url.Port);
    }

    [Fact]
    public async Task The_password_stands_in_no_command_line_no_environment_no_file()
    {
        var engine = await TestEngines.ClickHouseAsync();
        var (process, password) = (engine.Status.ProcessId!.Value, engine.Address.Password);
        var files = new ClickHouseFiles(engine.Folder);

        File.ReadAllText($"/proc/{process}/cmdline").ShouldNotContain(password);
        File.ReadAllText($"/proc/{process}/environ").ShouldNotContain(password);
        foreach (var file in Directory.EnumerateFiles(files.Config).Concat(Directory.EnumerateFiles(files.Log)))
            (await File.ReadAllTextAsync(file)).ShouldNotContain(password);
        File.Exists(files.UsersXml).ShouldBeFalse("It holds the hash, and is read once.");
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var folder in (string[])[engine.Folder, files.Config, files.Data, files.Log])
            File.GetUnixFileMode(folder).ShouldBe(OwnerOnly);
    }

    [Fact]
    public async Task Memory_and_durability_are_set_as_promised()
    {
        var rows = await _client.QueryAsync(
            $"""
            SELECT name, value FROM system.server_settings WHERE name = 'max_server_memory_usage'
            UNION ALL SELECT name, value FROM system.settings
                WHERE name IN ('async_insert', 'max_partitions_per_insert_block', 'max_bytes_before_external_group_by', 'allow_introspection_functions')
            UNION ALL SELECT name, value FROM system.merge_tree_settings WHERE name LIKE '%fsync%after%' OR name = 'fsync_part_directory'
            """,
            QueryLimits.Interactive,
            CancellationToken.None
        );
        var values = rows.ToDictionary(row => row.String(0), row => row.String(1));

        values["max_server_memory_usage"].ShouldBe("1000000000");
        values["async_insert"].ShouldBe("0");
        values["max_partitions_per_insert_block"].ShouldBe("0");
        values["allow_introspection_functions"].ShouldBe("0");
        values["fsync_after_insert"].ShouldBe("1");
        values["fsync_part_directory"].ShouldBe("1");
        values["min_rows_to_fsync_after_merge"].ShouldBe("1");
        values["min_compressed_bytes_to_fsync_after_merge"].ShouldBe("1");
    }
}
