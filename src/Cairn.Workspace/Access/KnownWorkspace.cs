using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cairn.Events;
using Cairn.Events.Privacy;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Mirrors;
using Cairn.Workspace.Roles;
using Cairn.Workspace.Sites;

namespace Cairn.Workspace.Access;

/// <summary>All that a check of a caller needs, in memory and immutable: projects, live keys, accounts and roles. About 0.5 kB per project.</summary>
public sealed class KnownWorkspace
{
    /// <summary>Before the first load: nobody may do anything.</summary>
    public static KnownWorkspace Empty { get; } = new([], [], [], [], [], [], []);

    private readonly Dictionary<string, KnownProject> _projects;
    private readonly Dictionary<ProjectId, KnownProject> _projectsById;
    private readonly Dictionary<string, WriteKeyGrant> _writeKeys;
    private readonly Lazy<Dictionary<ProjectId, string>> _oldestWriteKeys;
    private readonly Dictionary<HashKey, WriteKeyGrant> _serviceKeys;
    private readonly Dictionary<HashKey, Caller> _apiKeys;
    private readonly Dictionary<Guid, Caller> _apiKeysById;
    private readonly Dictionary<Guid, Caller> _accounts;
    private readonly Dictionary<ProjectId, IReadOnlyList<KnownCohort>> _cohorts;
    private readonly Dictionary<HashKey, KnownSession> _sessions;
    private readonly Dictionary<Guid, KnownSession> _sessionsById;

    internal KnownWorkspace(
        Dictionary<string, KnownProject> projects,
        Dictionary<string, WriteKeyGrant> writeKeys,
        Dictionary<HashKey, WriteKeyGrant> serviceKeys,
        Dictionary<HashKey, Caller> apiKeys,
        Dictionary<Guid, Caller> accounts,
        Dictionary<ProjectId, IReadOnlyList<KnownCohort>> cohorts,
        Dictionary<HashKey, KnownSession> sessions
    )
    {
        (_projects, _writeKeys, _serviceKeys) = (projects, writeKeys, serviceKeys);
        (_apiKeys, _accounts, _cohorts) = (apiKeys, accounts, cohorts);
        _oldestWriteKeys = new(() =>
            writeKeys
                .Where(k => k.Value.ExpiresAt is null)
                .GroupBy(k => k.Value.Project.Id)
                .ToDictionary(g => g.Key, g => g.MinBy(k => k.Value.KeyId).Key)
        );
        _projectsById = projects.Values.ToDictionary(project => project.Id);
        (_sessions, _sessionsById) = (sessions, sessions.Values.ToDictionary(session => session.Id));
        _apiKeysById = apiKeys.Values.ToDictionary(key => key.Id);
        Projects = [.. projects.Values.OrderBy(project => project.Slug, StringComparer.Ordinal)];
    }

    /// <summary>Ordered by slug.</summary>
    public IReadOnlyList<KnownProject> Projects { get; }

    public bool HasAccounts => _accounts.Count > 0;

    /// <summary>Accounts without a second factor may do nothing but set one up.</summary>
    public bool IsSecondFactorRequired { get; internal init; }

    public int SessionCount => _sessions.Count;

    /// <summary>In no order.</summary>
    public IReadOnlyList<KnownCohort> CohortsOf(ProjectId project) => _cohorts.GetValueOrDefault(project) ?? [];

    /// <summary>Projects whose cohorts are not the same as before.</summary>
    public IEnumerable<ProjectId> CohortsChangedSince(KnownWorkspace before) =>
        _cohorts.Keys.Union(before._cohorts.Keys).Where(p => !Marks(this, p).SetEquals(Marks(before, p)));

    private static HashSet<(Guid, DateTimeOffset)> Marks(KnownWorkspace known, ProjectId project) =>
        [.. known.CohortsOf(project).Select(c => (c.Id, c.UpdatedAt))];

    /// <summary>What each project does with personal data.</summary>
    internal IReadOnlyDictionary<ProjectId, ProjectPrivacy> Privacies { get; init; } = new Dictionary<ProjectId, ProjectPrivacy>();

    /// <summary>Always the same instance until the next load. The defaults for a project that is deleted.</summary>
    public ProjectPrivacy PrivacyOf(ProjectId project) => Privacies.GetValueOrDefault(project) ?? ProjectPrivacy.Default;

    public KnownProject? FindProject(string slug) => _projects.GetValueOrDefault(slug);

    internal KnownProject? FindProject(ProjectId id) => _projectsById.GetValueOrDefault(id);

    /// <summary>The account or live API key of this id.</summary>
    internal Caller? FindMaker(CallerKind kind, Guid id) =>
        kind is CallerKind.Account ? _accounts.GetValueOrDefault(id) : _apiKeysById.GetValueOrDefault(id);

    /// <summary>Null for unknown and revoked keys and those of deleted projects. A service key sends too. Keys that came to their end in the last 30 days are
    /// still known, so that whoever sends them can be told: check <see cref="WriteKeyGrant.ExpiresAt"/>.</summary>
    public WriteKeyGrant? FindWriteKey(string key) =>
        KeyText.IsWellFormed(key, KeyText.ServicePrefix)
            ? _serviceKeys.GetValueOrDefault(HashKey.Of(KeyText.Hash(key)))
            : _writeKeys.GetValueOrDefault(key);

    /// <summary>Those that are turned on.</summary>
    internal IReadOnlyDictionary<ProjectId, MirrorRow> Mirrors { get; init; } = new Dictionary<ProjectId, MirrorRow>();

    /// <summary>Where the project's old vendor takes what it receives; null: nowhere now. The same instance until the next load.</summary>
    public MirrorRow? MirrorOf(ProjectId project) => Mirrors.GetValueOrDefault(project);

    /// <summary>What was entered for projects that are not deleted.</summary>
    internal IReadOnlyDictionary<string, ProjectId> Sites { get; init; } = new Dictionary<string, ProjectId>();

    /// <summary>The oldest write key without an end of the project that has this site or slug: for protocols that name a project by something public, and no key. A site goes before
    /// a slug. Null: there is none.</summary>
    public string? WriteKeyOf(string name) =>
        SiteName.Normal(name) is { } site && (Sites.TryGetValue(site, out var id) ? id : FindProject(site)?.Id) is { } project
            ? _oldestWriteKeys.Value.GetValueOrDefault(project)
            : null;

    /// <summary>Null for unknown and revoked keys and those of deleted projects. Looked up by hash, so that timing tells nothing about the key. Keys that came
    /// to their end in the last 30 days are still known: check <see cref="Caller.ExpiresAt"/>.</summary>
    public Caller? FindApiKey(string key) =>
        KeyText.IsWellFormed(key, KeyText.ApiPrefix) ? _apiKeys.GetValueOrDefault(HashKey.Of(KeyText.Hash(key))) : null;

    /// <summary>What the cookie opens; null when the session was ended. Whether its time is over is for the caller to check. Looked up by hash, as keys are.</summary>
    public KnownSession? FindSession(string secret) => _sessions.GetValueOrDefault(HashKey.Of(KeyText.Hash(secret)));

    /// <summary>Whose session it is; null when the account is gone or has another stamp since the session was made.</summary>
    public Caller? FindAccount(KnownSession session) =>
        _accounts.TryGetValue(session.AccountId, out var account) && string.Equals(account.Stamp, session.Stamp, StringComparison.Ordinal)
            ? account with
            {
                SessionId = session.Id,
                HasSecondFactor = account.HasSecondFactor || session.IsByPasskey,
            }
            : null;

    /// <summary>The caller as they are now, for connections that stay open; null when the key was revoked or came to its end, the account is gone, or the
    /// session was ended.</summary>
    public Caller? FindAgain(Caller caller, DateTimeOffset now)
    {
        if (caller.Kind is CallerKind.Account)
            return caller.SessionId is { } id && _sessionsById.TryGetValue(id, out var session) ? FindAccount(session) : null;
        var found = _apiKeysById.GetValueOrDefault(caller.Id);
        return found?.ExpiresAt <= now ? null : found;
    }

    /// <summary>The caller's projects with their roles, ordered by slug.</summary>
    public IEnumerable<(KnownProject Project, Role Role)> ProjectsOf(Caller caller) =>
        from project in Projects
        let role = caller.RoleIn(project.Id)
        where role is not null
        select (project, role.Value);
}

/// <summary>A SHA-256 as a dictionary key.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HashKey(UInt128 High, UInt128 Low)
{
    public static HashKey Of(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
}
