using Cairn.Server.Settings;
using Cairn.Testing;
using Cairn.Workspace.Setup;

namespace Cairn.Server.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Nothing_set_is_a_server_on_loopback_with_embedded_engines()
    {
        var settings = Read();

        settings.DataFolder.ShouldBe(Path.GetFullPath(".cairn"));
        settings.Urls.ShouldBe(["http://127.0.0.1:7717"]);
        settings.ClickHouse.ShouldBeNull();
        settings.Postgres.ShouldBeNull();
        settings.FirstThings.ShouldBeNull();
        settings.OtlpEndpoint.ShouldBeNull();
        settings.MetricsArePublic.ShouldBeFalse();
        settings.UnknownVariables.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_set_is_read()
    {
        var settings = Read(
            ("CAIRN_DATA", "/tmp"),
            ("CAIRN_URLS", "http://*:80;http://[::1]:7717"),
            ("CAIRN_PUBLIC_URL", "https://analytics.example.com"),
            ("CAIRN_PROXIES", "127.0.0.1, 10.0.0.0/8"),
            ("CAIRN_CLICKHOUSE", "http://u:p@ch:8123/db"),
            ("CAIRN_POSTGRES", "Host=db;Database=cairn;Username=cairn;Password=x"),
            ("CAIRN_OWNER_EMAIL", "o@example.com"),
            ("CAIRN_OWNER_PASSWORD", "long-enough"),
            ("CAIRN_PROJECT", "shop"),
            ("CAIRN_WRITE_KEY", "cwk_0123456789"),
            ("CAIRN_API_KEY", "csk_0123456789"),
            ("CAIRN_IMPORT_MAX_MB", "3"),
            ("CAIRN_METRICS", "public"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")
        );

        settings.DataFolder.ShouldBe("/tmp");
        settings.Urls.Count.ShouldBe(2);
        settings.ImportMaxBytes.ShouldBe(3 * 1024 * 1024);
        settings.MetricsArePublic.ShouldBeTrue();
        settings.PublicUrl!.Host.ShouldBe("analytics.example.com");
        settings.Proxies.Select(p => p.ToString()).ShouldBe(["127.0.0.1/32", "10.0.0.0/8"]);
        settings.ClickHouse.ShouldBe("http://u:p@ch:8123/db");
        settings.FirstThings!.Owner.ShouldBe(new FirstOwner("o@example.com", "long-enough"));
        settings.FirstThings.Project!.Slug.ShouldBe("shop");
        settings.FirstThings.WriteKey.ShouldBe("cwk_0123456789");
        settings.FirstThings.InstanceApiKey.ShouldBe("csk_0123456789");
    }

    [Theory]
    [InlineData("CAIRN_URLS", "127.0.0.1:7717")]
    [InlineData("CAIRN_URLS", "http://127.0.0.1:7717/path")]
    [InlineData("CAIRN_URLS", "ftp://127.0.0.1")]
    [InlineData("CAIRN_PUBLIC_URL", "analytics.example.com")]
    [InlineData("CAIRN_METRICS", "yes")]
    [InlineData("CAIRN_IMPORT_MAX_MB", "0")]
    [InlineData("CAIRN_PROXIES", "10.0.0.0/99")]
    [InlineData("CAIRN_CLICKHOUSE", "ch:8123")]
    [InlineData("CAIRN_POSTGRES", "postgres://u:p@db/cairn")]
    [InlineData("CAIRN_POSTGRES", "Database=cairn")]
    [InlineData("CAIRN_ENGINES", "/no/such/folder")]
    [InlineData("CAIRN_WEB", "/no/such/folder")]
    [InlineData("CAIRN_MMDB", "/no/such/file.mmdb")]
    [InlineData("CAIRN_CLICKHOUSE_MEMORY_MB", "12")]
    [InlineData("CAIRN_CLICKHOUSE_MEMORY_MB", "a lot")]
    [InlineData("CAIRN_PROJECT", "My Shop")]
    [InlineData("CAIRN_API_KEY", "secret-without-prefix")]
    [InlineData("CAIRN_API_KEY", "csk_with space")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost")]
    public void A_wrong_value_names_its_variable(string name, string value)
    {
        var fault = Should.Throw<SettingsException>(() => Read((name, value))).Faults.ShouldHaveSingleItem();

        fault.ShouldStartWith(name + ": ");
        fault.Length.ShouldBeGreaterThan(name.Length + 20);
    }

    [Theory]
    [InlineData("CAIRN_OWNER_EMAIL", "o@example.com", "CAIRN_OWNER_PASSWORD")]
    [InlineData("CAIRN_OWNER_PASSWORD", "long-enough", "CAIRN_OWNER_EMAIL")]
    [InlineData("CAIRN_WRITE_KEY", "cwk_0123456789", "CAIRN_PROJECT")]
    public void A_half_of_a_pair_asks_for_the_other(string name, string value, string missing)
    {
        Should.Throw<SettingsException>(() => Read((name, value))).Faults.ShouldHaveSingleItem().ShouldStartWith(missing + ": is missing");
    }

    [Fact]
    public void All_faults_are_told_at_once_and_no_secret_among_them()
    {
        var e = Should.Throw<SettingsException>(() =>
            Read(
                ("CAIRN_URLS", "nowhere"),
                ("CAIRN_CLICKHOUSE", "htp://user:hidden-1@host"),
                ("CAIRN_POSTGRES", "Nonsense=hidden-2"),
                ("CAIRN_OWNER_EMAIL", "o@example.com"),
                ("CAIRN_OWNER_PASSWORD", "hid-3"),
                ("CAIRN_API_KEY", "hidden-4")
            )
        );

        e.Faults.Count.ShouldBe(5);
        e.Message.ShouldNotContain("hid");
    }

    [Fact]
    public void A_misspelt_variable_is_noticed()
    {
        Read(("CAIRN_ONWER_EMAIL", "o@example.com"), ("HOME", "/root")).UnknownVariables.ShouldBe(["CAIRN_ONWER_EMAIL"]);
    }

    [Fact]
    public void A_secret_comes_from_the_file_that_a_variable_names()
    {
        var file = Path.Combine(TestFolder.Create("secret"), "api-key");
        File.WriteAllText(file, "csk_from-a-file-0123456789\n");

        Read(("CAIRN_API_KEY_FILE", file)).FirstThings!.InstanceApiKey.ShouldBe("csk_from-a-file-0123456789");
        Fault(("CAIRN_API_KEY_FILE", file), ("CAIRN_API_KEY", "csk_0123456789")).ShouldContain("together with CAIRN_API_KEY");
        Fault(("CAIRN_POSTGRES_FILE", file + ".gone")).ShouldStartWith("CAIRN_POSTGRES_FILE: the file");

        static string Fault(params (string Name, string Value)[] environment) =>
            Should.Throw<SettingsException>(() => Read(environment)).Faults.ShouldHaveSingleItem();
    }

    private static CairnSettings Read(params (string Name, string Value)[] environment) =>
        ReadSettings.From(environment.ToDictionary(v => v.Name, v => v.Value));
}
