using System.Net;
using Cairn.Events;
using Cairn.Server.Mail;
using Cairn.Store.ClickHouse;
using Cairn.Store.Folder;
using Cairn.Workspace.Erasing;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Passwords;
using Cairn.Workspace.Projects;
using Cairn.Workspace.Setup;
using Npgsql;

namespace Cairn.Server.Settings;

/// <summary>Environment → <see cref="CairnSettings"/>. Finds every fault before it complains.</summary>
public sealed class ReadSettings
{
    private readonly Variables _variables;

    private ReadSettings(IReadOnlyDictionary<string, string> environment) => _variables = new Variables(environment);

    /// <exception cref="SettingsException">Names every variable at fault.</exception>
    public static CairnSettings From(IReadOnlyDictionary<string, string> environment) => new ReadSettings(environment).Read();

    /// <summary>The process's own environment.</summary>
    public static IReadOnlyDictionary<string, string> Environment() =>
        System
            .Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    private CairnSettings Read()
    {
        var settings = new CairnSettings
        {
            DataFolder = Path.GetFullPath(_variables.Value("CAIRN_DATA") ?? ".cairn"),
            BackupFolder = _variables.Value("CAIRN_BACKUPS") is { } backups ? Path.GetFullPath(backups) : null!,
            UpgradeWithoutRehearsal = _variables.Value(Upgrades.UpgradeStores.WithoutRehearsalVariable) is "1",
            AcceptEmpty = _variables.Value(DataFolder.AcceptEmptyVariable) is "1",
            Urls = Urls(),
            PublicUrl = _variables.Url("CAIRN_PUBLIC_URL", "the address people type, such as https://analytics.example.com"),
            Proxies = Proxies(),
            ClickHouse = ClickHouse(),
            Postgres = Postgres(),
            EnginesFolder = _variables.Folder("CAIRN_ENGINES", "the folder that holds the engines' node_modules"),
            WebFolder = _variables.Folder("CAIRN_WEB", "the folder that holds the built web app's index.html"),
            MmdbFile = _variables.File("CAIRN_MMDB", "a MaxMind-format country or city file"),
            ClickHouseMemoryBytes = _variables.Whole("CAIRN_CLICKHOUSE_MEMORY_MB", least: 256, otherwise: 1500) * 1024 * 1024,
            SpoolMaxBytes = _variables.Whole("CAIRN_SPOOL_MAX_MB", least: 1, otherwise: 8192) * 1024 * 1024,
            MinFreeBytes = _variables.Whole("CAIRN_MIN_FREE_MB", least: 0, otherwise: 256) * 1024 * 1024,
            ImportMaxBytes = _variables.Whole("CAIRN_IMPORT_MAX_MB", least: 1, otherwise: 10 * 1024) * 1024 * 1024,
            MetricsArePublic = MetricsArePublic(),
            MasterKey = MasterKey(),
            DeleteGrace = TimeSpan.FromHours(_variables.Whole("CAIRN_DELETE_GRACE_HOURS", least: 0, otherwise: 168)),
            RequestsPerMinute = _variables.Value("CAIRN_REQUESTS_PER_MINUTE") is null
                ? null
                : (int)_variables.Whole("CAIRN_REQUESTS_PER_MINUTE", least: 0, otherwise: 0),
            FirstThings = FirstThings(),
            Mail = Mail(),
            OtlpEndpoint = _variables.Url("OTEL_EXPORTER_OTLP_ENDPOINT", "the collector's address, such as http://127.0.0.1:4317"),
            UnknownVariables = [],
        };
        if (_variables.Faults.Count > 0)
            throw new SettingsException(_variables.Faults);
        return settings with { UnknownVariables = [.. _variables.Unknown.Except(_elsewhere)] };
    }

    /// <summary>Read where it matters; known here, so that it is no misspelling.</summary>
    private static readonly string[] _elsewhere = [SchemaScript.MoreVariable];

    private string[] Urls()
    {
        var urls = (_variables.Value("CAIRN_URLS") ?? CairnSettings.DefaultUrl).Split(
            [';', ','],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        foreach (var url in urls)
        {
            // http://*:80 and http://+:80 are Kestrel's words for every address.
            var readable = url.Replace("://*", "://localhost").Replace("://+", "://localhost");
            if (
                !Uri.TryCreate(readable, UriKind.Absolute, out var parsed)
                || parsed.Scheme is not ("http" or "https")
                || parsed.PathAndQuery != "/"
            )
                _variables.Fault(
                    "CAIRN_URLS",
                    $"'{url}' is no address to listen on. Use one or more of the form http://127.0.0.1:7717, separated by semicolons."
                );
        }
        if (urls.Length == 0)
            _variables.Fault("CAIRN_URLS", "names no address. Use the form http://127.0.0.1:7717.");
        return urls;
    }

    private List<IPNetwork> Proxies()
    {
        var proxies = new List<IPNetwork>();
        foreach (var text in (_variables.Value("CAIRN_PROXIES") ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(text, out var network))
                proxies.Add(network);
            else if (IPAddress.TryParse(text, out var address))
                proxies.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                _variables.Fault("CAIRN_PROXIES", $"'{text}' is no address or network. Use for example 127.0.0.1, 10.0.0.0/8.");
        }
        return proxies;
    }

    private bool MetricsArePublic()
    {
        if (_variables.Value("CAIRN_METRICS") is { } word and not "public")
            _variables.Fault(
                "CAIRN_METRICS",
                $"'{word}' means nothing here. Set it to public, or unset it: then /metrics answers this machine and admins."
            );
        return _variables.Value("CAIRN_METRICS") is "public";
    }

    private MasterKey? MasterKey()
    {
        if (_variables.Secret("CAIRN_MASTER_KEY") is not { } text)
            return null;
        if (Workspace.Erasing.MasterKey.Parse(text) is { } key)
            return key;
        _variables.Fault(
            "CAIRN_MASTER_KEY",
            "is no master key: it must be 32 random bytes in Base64 or hexadecimal, such as openssl rand -base64 32 makes."
        );
        return null;
    }

    private string? ClickHouse()
    {
        if (_variables.Secret("CAIRN_CLICKHOUSE") is not { } text)
            return null;
        try
        {
            ClickHouseAddress.Parse(text);
            return text;
        }
        catch (FormatException)
        {
            _variables.Fault(
                "CAIRN_CLICKHOUSE",
                "is no ClickHouse address. Use the form http://user:password@host:8123/database, or unset it for the embedded engine."
            );
            return null;
        }
    }

    private string? Postgres()
    {
        if (_variables.Secret("CAIRN_POSTGRES") is not { } text)
            return null;
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            if (!string.IsNullOrEmpty(parts.Host))
                return text;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The exception may repeat a part of the text, and with it a password.
        }
        _variables.Fault(
            "CAIRN_POSTGRES",
            "is no connection string. Use the form Host=db.example.com;Database=cairn;Username=cairn;Password=…, or unset it for the embedded engine."
        );
        return null;
    }

    private MailSettings? Mail()
    {
        var (url, from) = (_variables.Secret("CAIRN_SMTP_URL"), _variables.Value("CAIRN_MAIL_FROM"));
        if (url is null && from is null)
            return null;
        if (url is null || from is null)
        {
            _variables.Fault(url is null ? "CAIRN_SMTP_URL" : "CAIRN_MAIL_FROM", "is missing: set both, or neither to send no mail.");
            return null;
        }
        if (!System.Net.Mail.MailAddress.TryCreate(from, out _))
            _variables.Fault("CAIRN_MAIL_FROM", "is no e-mail address. Use the form cairn@example.com, or Cairn <cairn@example.com>.");
        try
        {
            return new MailSettings(SmtpAddress.Parse(url), from);
        }
        catch (FormatException e)
        {
            _variables.Fault("CAIRN_SMTP_URL", e.Message);
            return null;
        }
    }

    private FirstThings? FirstThings()
    {
        var (email, password) = (_variables.Value("CAIRN_OWNER_EMAIL"), _variables.Secret("CAIRN_OWNER_PASSWORD"));
        var (slug, writeKey, apiKey) = (
            _variables.Value("CAIRN_PROJECT"),
            _variables.Secret("CAIRN_WRITE_KEY"),
            _variables.Secret("CAIRN_API_KEY")
        );
        if (email is null != password is null)
            _variables.Fault(
                email is null ? "CAIRN_OWNER_EMAIL" : "CAIRN_OWNER_PASSWORD",
                "is missing: set e-mail address and password together, or neither."
            );
        if (email is not null && !System.Net.Mail.MailAddress.TryCreate(email, out _))
            _variables.Fault("CAIRN_OWNER_EMAIL", "is no e-mail address.");
        if (password is { Length: < PasswordRules.MinOperatorLength or > PasswordRules.MaxTypedLength })
            _variables.Fault(
                "CAIRN_OWNER_PASSWORD",
                $"must have {PasswordRules.MinOperatorLength} to {PasswordRules.MaxTypedLength} characters."
            );
        if (writeKey is not null && slug is null)
            _variables.Fault("CAIRN_PROJECT", "is missing: CAIRN_WRITE_KEY is a project's key, so name the project.");
        if (writeKey is not null && !KeyText.IsWellFormed(writeKey, KeyText.WritePrefix))
            _variables.Fault("CAIRN_WRITE_KEY", "must be cwk_ followed by 4 to 124 letters, digits, dashes and underscores.");
        if (apiKey is not null && !KeyText.IsWellFormed(apiKey, KeyText.ApiPrefix))
            _variables.Fault(
                "CAIRN_API_KEY",
                "must be csk_ followed by 4 to 124 letters, digits, dashes and underscores; use at least 32 random ones."
            );
        NewProject? project = null;
        if (slug is not null)
        {
            var errors = new List<InputError>();
            project = NewProject.Check(slug, name: null, timeZone: null, currency: null, pointer: "", errors);
            foreach (var error in errors)
                _variables.Fault("CAIRN_PROJECT", $"'{slug}' cannot be a project's slug. {error.Message}");
        }
        var owner = email is not null && password is not null ? new FirstOwner(email, password) : null;
        return owner is null && project is null && apiKey is null ? null : new FirstThings(owner, project, writeKey, apiKey);
    }
}
