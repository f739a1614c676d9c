using Cairn.Workspace.Access;
using Cairn.Workspace.Keys;
using Cairn.Workspace.Roles;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cairn.Workspace.Projects;

/// <summary>A new project with its first keys.</summary>
/// <param name="ApiKey">For the role owner. Shown now and never again.</param>
public sealed record CreatedProject(string Slug, string WriteKey, string ApiKey);

/// <summary>Makes a project with one write key and one API key.</summary>
public sealed class CreateProject(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <returns>Null when the slug is taken.</returns>
    public async Task<CreatedProject?> RunAsync(NewProject spec, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        CreatedProject created;
        try
        {
            created = await AddAsync(db, spec, writeKey: null, time.GetUtcNow(), cancellationToken);
        }
        catch (DbUpdateException e) when (IsTaken(e))
        {
            return null;
        }
        await transaction.CommitAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None); // committed: a caller that hangs up must not leave it unknown
        return created;
    }

    /// <summary>Adds project and keys; the caller commits and reloads.</summary>
    /// <param name="writeKey">Null: a new one.</param>
    internal static async Task<CreatedProject> AddAsync(
        WorkspaceDb db,
        NewProject spec,
        string? writeKey,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var project = new Project
        {
            Slug = spec.Slug,
            Name = spec.Name,
            TimeZone = spec.TimeZone.Id,
            Currency = spec.Currency,
            CreatedAt = now,
        };
        db.Projects.Add(project);
        await db.SaveChangesAsync(cancellationToken);
        var (_, write) = CreateKey.Add(db, project.Id, KeyKind.Write, new KeySettings { Name = "First write key" }, now, writeKey);
        var first = new KeySettings { Name = "First API key", Role = Role.Owner };
        var (_, secret) = CreateKey.Add(db, project.Id, KeyKind.Api, first, now);
        await db.SaveChangesAsync(cancellationToken);
        return new CreatedProject(project.Slug, write, secret);
    }

    internal static bool IsTaken(DbUpdateException e) => e.InnerException is PostgresException inner && IsTaken(inner);

    internal static bool IsTaken(PostgresException e) =>
        e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "projects_slug" };
}
