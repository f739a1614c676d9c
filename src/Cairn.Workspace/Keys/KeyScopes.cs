namespace Cairn.Workspace.Keys;

/// <summary>What of its role an API key may use: a key with scopes opens only what both its role and one of its scopes open. Without scopes it opens all
/// that the role does.</summary>
public static class KeyScopes
{
    /// <summary>Numbers: questions, reports, boards, the catalog, cohorts' definitions and sizes, live counts. No single person or event, no SQL.</summary>
    public const string Query = "query";

    /// <summary>Single persons and events: profiles, timelines, the event list, the live stream, cohorts' members, the persons behind a number, SQL.</summary>
    public const string Persons = "persons";

    /// <summary>Every event as a file.</summary>
    public const string Export = "export";

    /// <summary>Files and sample data into the project.</summary>
    public const string Import = "import";

    /// <summary>Makes and changes reports, boards and cohorts.</summary>
    public const string WriteReports = "write_reports";

    /// <summary>Keys, members, settings, merges, public links, privacy, backups, the audit log. Whoever invites members can reach all that the role opens.</summary>
    public const string Manage = "manage";

    /// <summary>In the order they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Query, Persons, Export, Import, WriteReports, Manage];

    /// <summary>Does a holder of <paramref name="own"/> scopes hold <paramref name="wanted"/> too? Null: no bound.</summary>
    public static bool Covers(IReadOnlySet<string>? own, IReadOnlyCollection<string>? wanted) =>
        own is null || (wanted is not null && wanted.All(own.Contains));
}
