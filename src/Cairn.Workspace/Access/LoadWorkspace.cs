using System.Data;
using System.Text.Json;
using Cairn.Events;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Access;

/// <summary>Reads the whole <see cref="KnownWorkspace"/> as of one moment.</summary>
internal static class LoadWorkspace
{
    public static async Task<KnownWorkspace> RunAsync(WorkspaceDb db, CancellationToken cancellationToken)
    {
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
            })
            .ToListAsync(cancellationToken);
        var writeKeys = await db.WriteKeys.AsNoTracking().Where(k => k.RevokedAt == null).ToListAsync(cancellationToken);
        var apiKeys = await db.ApiKeys.AsNoTracking().Where(k => k.RevokedAt == null).ToListAsync(cancellationToken);
        var cohorts = await db.Cohorts.AsNoTracking().ToListAsync(cancellationToken);

        var rolesOf = memberships.Where(m => projects.ContainsKey(m.ProjectId)).ToLookup(m => m.AccountId);
        return new KnownWorkspace(
            projects.Values.ToDictionary(p => p.Slug),
            writeKeys
                .Where(k => projects.ContainsKey(k.ProjectId))
                .ToDictionary(k => k.Key, k => new WriteKeyGrant(k.Id, projects[k.ProjectId].Context, k.EventsPerSecond)),
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
                }
            ),
            cohorts
                .GroupBy(c => new ProjectId((uint)c.ProjectId))
                .ToDictionary(g => g.Key, g => (IReadOnlyList<KnownCohort>)[.. g.Select(Known)])
        );
    }

    private static Caller CallerOf(Keys.ApiKey key) =>
        key.ProjectId is { } id
            ? new Caller(CallerKind.ApiKey, key.Id, key.Name, null, new Dictionary<ProjectId, Role> { [new((uint)id)] = key.Role })
            : new Caller(CallerKind.ApiKey, key.Id, key.Name, key.Role, new Dictionary<ProjectId, Role>());

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
        };
}
