using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cairn.Workspace.Cohorts;

/// <summary>Makes, changes and removes cohorts. Every change holds from the next question on. Definitions were checked by the caller.</summary>
public sealed class EditCohorts(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access, TimeProvider time)
{
    /// <returns>Null when the key is taken.</returns>
    public async Task<CohortRow?> CreateAsync(
        ProjectId project,
        CohortText text,
        Guid id,
        Guid listId,
        string by,
        CancellationToken cancellationToken
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var row = new CohortRow
        {
            Id = id,
            ProjectId = (int)project.Value,
            Key = text.Key,
            Name = text.Name,
            Description = text.Description,
            Definition = text.Definition,
            ListId = listId,
            CreatedBy = by,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Cohorts.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "cohorts_key" })
        {
            return null;
        }

        await access.ReloadAsync(CancellationToken.None);
        return row;
    }

    /// <returns>Null when there is no such cohort any more.</returns>
    public Task<CohortRow?> ChangeAsync(Guid id, CohortText text, CancellationToken cancellationToken) =>
        UpdateAsync(
            id,
            row =>
            {
                if (row.Definition != text.Definition)
                    (row.Count, row.ComputedAt) = (null, null);
                (row.Name, row.Description, row.Definition) = (text.Name, text.Description, text.Definition);
                row.UpdatedAt = time.GetUtcNow();
            },
            cancellationToken
        );

    /// <summary>A static cohort's ids stand in another list from now on, or the same one has changed.</summary>
    /// <returns>The list before; null when there is no such cohort any more.</returns>
    public async Task<Guid?> ListChangedAsync(Guid id, Guid listId, CancellationToken cancellationToken)
    {
        Guid? before = null;
        await UpdateAsync(
            id,
            row =>
            {
                before = row.ListId;
                (row.ListId, row.Count, row.ComputedAt, row.UpdatedAt) = (listId, null, null, time.GetUtcNow());
            },
            cancellationToken
        );
        return before;
    }

    /// <summary>So many persons were in it at <paramref name="at"/>.</summary>
    public async Task NoteCountAsync(Guid id, long count, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db
            .Cohorts.Where(c => c.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Count, count).SetProperty(c => c.ComputedAt, at), cancellationToken);
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Cohorts.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
    }

    private async Task<CohortRow?> UpdateAsync(Guid id, Action<CohortRow> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Cohorts.FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } row)
            return null;
        change(row);
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
        return row;
    }
}

/// <summary>What people write about a cohort.</summary>
/// <param name="Definition">JSON.</param>
public sealed record CohortText(string Key, string Name, string? Description, string Definition);
