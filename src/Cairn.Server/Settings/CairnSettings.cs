using System.Net;
using Cairn.Server.Mail;
using Cairn.Workspace.Setup;

namespace Cairn.Server.Settings;

/// <summary>Everything the environment says, read once at start. See docs/operations/configuration.md.</summary>
public sealed record CairnSettings
{
    public const string DefaultUrl = "http://127.0.0.1:7717";

    /// <summary>CAIRN_DATA: where everything kept lies. Absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>CAIRN_BACKUPS: where backups lie, unless the schedule or a command names another folder. Absolute.</summary>
    public string BackupFolder
    {
        get => field ?? Path.Combine(DataFolder, "backups");
        init;
    }

    /// <summary>CAIRN_UPGRADE_WITHOUT_REHEARSAL=1: change the tables of an earlier Cairn without trying it on a copy first.</summary>
    public bool UpgradeWithoutRehearsal { get; init; }

    /// <summary>CAIRN_ACCEPT_EMPTY=1: start with empty engine folders although there was data.</summary>
    public bool AcceptEmpty { get; init; }

    /// <summary>CAIRN_URLS: where the server listens. At least one.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>CAIRN_PUBLIC_URL: the address people type, when a proxy stands before the server. No path.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>CAIRN_PROXIES: who may say X-Forwarded-For and X-Forwarded-Proto. Empty: nobody.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>CAIRN_CLICKHOUSE: a URL with user and password; null: the embedded engine.</summary>
    public string? ClickHouse { get; init; }

    /// <summary>CAIRN_POSTGRES: a connection string; null: the embedded engine.</summary>
    public string? Postgres { get; init; }

    /// <summary>CAIRN_ENGINES: the folder with the engines; null: engines/node_modules above the binaries.</summary>
    public string? EnginesFolder { get; init; }

    /// <summary>CAIRN_WEB: the built web app; null: where the build puts it.</summary>
    public string? WebFolder { get; init; }

    /// <summary>CAIRN_MMDB: a MaxMind-format file for countries; null: no countries.</summary>
    public string? MmdbFile { get; init; }

    /// <summary>CAIRN_CLICKHOUSE_MEMORY_MB: what the embedded ClickHouse may use, in bytes.</summary>
    public long ClickHouseMemoryBytes { get; init; } = 1_500L * 1024 * 1024;

    /// <summary>CAIRN_SPOOL_MAX_MB: events that may wait for the store, in bytes; beyond that ingest answers 503.</summary>
    public long SpoolMaxBytes { get; init; } = 8L << 30;

    /// <summary>CAIRN_MIN_FREE_MB: disk that stays free, in bytes; below that ingest answers 503.</summary>
    public long MinFreeBytes { get; init; } = 256L << 20;

    /// <summary>CAIRN_MASTER_KEY or CAIRN_MASTER_KEY_FILE: wraps the keys of persons; null: keys/master.key in the data folder, made when missing.</summary>
    public Workspace.Erasing.MasterKey? MasterKey { get; init; }

    /// <summary>CAIRN_DELETE_GRACE_HOURS: how long a deleted project can be restored.</summary>
    public TimeSpan DeleteGrace { get; init; } = Workspace.Projects.DeleteGrace.Default.Length;

    /// <summary>CAIRN_IMPORT_MAX_MB: a file that is sent to be imported, in bytes.</summary>
    public long ImportMaxBytes { get; init; } = 10L << 30;

    /// <summary>CAIRN_METRICS=public: /metrics answers everybody, not this machine and admins alone.</summary>
    public bool MetricsArePublic { get; init; }

    /// <summary>CAIRN_REQUESTS_PER_MINUTE: from one address, events aside; 0: no bound; null: the default, and none for loopback.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>CAIRN_OWNER_EMAIL, CAIRN_OWNER_PASSWORD, CAIRN_PROJECT, CAIRN_WRITE_KEY, CAIRN_API_KEY: used only while the store is empty. Null: none is set.</summary>
    public FirstThings? FirstThings { get; init; }

    /// <summary>CAIRN_SMTP_URL and CAIRN_MAIL_FROM: who takes letters; null: none are sent.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>OTEL_EXPORTER_OTLP_ENDPOINT: where traces, metrics and logs are sent; null: nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Started by a command for one request: listens on the control socket alone, and writes only what is wrong, to stderr.</summary>
    public bool IsForOneCommand { get; init; }

    /// <summary>CAIRN_… variables that mean nothing to this version: probably misspelt.</summary>
    public IReadOnlyList<string> UnknownVariables { get; init; } = [];

    /// <summary>The address to print for people, given one that is listened on.</summary>
    public string Shown(string bound) =>
        (PublicUrl?.ToString() ?? bound)
            .TrimEnd('/')
            .Replace("//0.0.0.0", "//localhost")
            .Replace("//[::]", "//localhost")
            .Replace("//*", "//localhost")
            .Replace("//+", "//localhost");
}

/// <summary>The environment asks for something impossible. The message names every variable at fault and the fix, never a secret.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception("The settings cannot be used:" + string.Concat(faults.Select(fault => "\n  " + fault)))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
