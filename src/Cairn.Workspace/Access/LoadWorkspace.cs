using System.Collections.Frozen;
using System.Data;
using System.Text.Json;
using Cairn.Events;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Access;

/// <summary>Reads the whole <see cref="KnownWorkspace"/> as of one moment.</summary>
internal static class LoadWorkspace
{
    /// <summary>So long a key that came to its end is still told apart from one that never was.</summary>
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(30);

    public static async Task<KnownWorkspace> RunAsync(WorkspaceDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var forgotten = now - _remembered;
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var projects = await db
            .Projects.AsNoTracking()
            .Where(p => p.DeletedAt == null)
            .ToDictionaryAsync(p => p.Id, Known, cancellationToken);
        var memberships = await db.Memberships.AsNoTracking().ToListAsync(cancellationToken);
        var accounts = await db
            .Users.AsNoTracking()
            .Select(a => new
            {
                a.Id,
                a.Email,
                a.SecurityStamp,
                a.InstanceRole,
                a.TwoFactorEnabled,
            })
            .ToListAsync(cancellationToken);
        var writeKeys = await db
            .WriteKeys.AsNoTracking()
            .Where(k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > forgotten))
            .ToListAsync(cancellationToken);
        var apiKeys = await db
            .ApiKeys.AsNoTracking()
            .Where(k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > forgotten))
            .ToListAsync(cancellationToken);
        var sessions = await db
            .AccountSessions.AsNoTracking()
            .Select(s => new { s.Hash, Known = new KnownSession(s.Id, s.AccountId, s.Stamp, s.MadeAt, s.SeenAt, s.Method == "passkey") })
            .ToListAsync(cancellationToken);
        var cohorts = await db.Cohorts.AsNoTracking().ToListAsync(cancellationToken);

        var privacies = await db.Privacy.AsNoTracking().ToListAsync(cancellationToken);

        var sites = await db.Sites.AsNoTracking().ToListAsync(cancellationToken);

        var mirrors = await db.Mirrors.AsNoTracking().Where(m => m.IsOn).ToListAsync(cancellationToken);

        var isSecondFactorRequired = await db
            .Database.SqlQuery<bool>($"SELECT second_factor_required AS \"Value\" FROM account_rules")
            .SingleAsync(cancellationToken);

        var rolesOf = memberships.Where(m => projects.ContainsKey(m.ProjectId)).ToLookup(m => m.AccountId);
        return new KnownWorkspace(
            projects.Values.ToDictionary(p => p.Slug),
            writeKeys.Where(k => projects.ContainsKey(k.ProjectId)).ToDictionary(k => k.Key, k => GrantOf(k, projects[k.ProjectId])),
            apiKeys
                .Where(k => k is { IsService: true, ProjectId: { } id } && projects.ContainsKey(id))
                .ToDictionary(k => HashKey.Of(k.Hash), k => GrantOf(k, projects[k.ProjectId!.Value])),
            apiKeys
                .Where(k => k.ProjectId is not { } id || projects.ContainsKey(id))
                .ToDictionary(k => HashKey.Of(k.Hash), k => CallerOf(k)),
            accounts.ToDictionary(
                a => a.Id,
                a => new Caller(
                    CallerKind.Account,
                    a.Id,
                    a.Email ?? "",
                    a.InstanceRole,
                    rolesOf[a.Id].ToDictionary(m => new ProjectId((uint)m.ProjectId), m => m.Role)
                )
                {
                    Stamp = a.SecurityStamp ?? "",
                    HasSecondFactor = a.TwoFactorEnabled,
                }
            ),
            cohorts
                .GroupBy(c => new ProjectId((uint)c.ProjectId))
                .ToDictionary(g => g.Key, g => (IReadOnlyList<KnownCohort>)[.. g.Select(Known)]),
            sessions.ToDictionary(s => HashKey.Of(s.Hash), s => s.Known)
        )
        {
            IsSecondFactorRequired = isSecondFactorRequired,
            Sites = sites.Where(s => projects.ContainsKey(s.ProjectId)).ToDictionary(s => s.Site, s => new ProjectId((uint)s.ProjectId)),
            Mirrors = mirrors.Where(m => projects.ContainsKey(m.ProjectId)).ToDictionary(m => new ProjectId((uint)m.ProjectId)),
            Privacies = privacies
                .Where(p => projects.ContainsKey(p.ProjectId))
                .ToDictionary(p => new ProjectId((uint)p.ProjectId), p => p.ToPrivacy()),
        };
    }

    private static WriteKeyGrant GrantOf(Keys.WriteKey key, KnownProject project) =>
        new(key.Id, project.Context, key.EventsPerSecond)
        {
            Origins = key.Origins is { } origins ? new AllowedOrigins(origins, key.AllowWithoutOrigin) : null,
            Events = key.EventNames is { } names ? new AllowedEvents(names) : null,
            ExpiresAt = key.ExpiresAt,
            IsArchived = project.ArchivedAt is not null,
        };

    private static WriteKeyGrant GrantOf(Keys.ApiKey key, KnownProject project) =>
        new(key.Id, project.Context, key.EventsPerSecond)
        {
            ExpiresAt = key.ExpiresAt,
            IsArchived = project.ArchivedAt is not null,
            IsSecret = true,
        };

    private static Caller CallerOf(Keys.ApiKey key)
    {
        var project = key.ProjectId is { } id ? new ProjectId((uint)id) : (ProjectId?)null;
        var roles = new Dictionary<ProjectId, Role>();
        if (project is { } inProject && key.Role is { } role)
            roles.Add(inProject, role);
        return new Caller(
            key.IsService ? CallerKind.Service : CallerKind.ApiKey,
            key.Id,
            key.Name,
            project is null ? key.Role : null,
            roles
        )
        {
            Scopes = key.Scopes?.ToFrozenSet(),
            ExpiresAt = key.ExpiresAt,
            RequestsPerMinute = key.RequestsPerMinute,
            ServiceOf = key.IsService ? project : null,
        };
    }

    private static KnownCohort Known(Cohorts.CohortRow cohort)
    {
        using var definition = JsonDocument.Parse(cohort.Definition);
        return new KnownCohort(cohort.Id, cohort.Key, cohort.Name, definition.RootElement.Clone(), cohort.ListId, cohort.UpdatedAt);
    }

    private static KnownProject Known(Projects.Project project) =>
        new(
            new ProjectContext(
                project.ProjectId,
                project.Slug,
                Projects.TimeZoneId.Find(project.TimeZone) ?? TimeZoneInfo.Utc,
                project.Currency
            ),
            project.Name,
            project.CreatedAt
        )
        {
            SelfTokenSecret = project.SelfTokenSecret,
            ArchivedAt = project.ArchivedAt,
        };
}
