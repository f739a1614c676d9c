using Cairn.Events;
using Cairn.Workspace.Access;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Workspace.Projects;

/// <summary>What of a project changes; null: it stays as it is. Every field is valid.</summary>
public sealed record ProjectChange(string? Name, TimeZoneInfo? TimeZone, string? Currency)
{
    /// <summary>Checks what somebody typed.</summary>
    /// <param name="errors">Every fault found is added here.</param>
    /// <returns>Null when there was a fault.</returns>
    public static ProjectChange? Check(string? name, string? timeZone, string? currency, List<InputError> errors)
    {
        // The slug is the only field that a new project has besides; any valid one will do.
        var project = NewProject.Check("x", name, timeZone, currency, "", errors);
        return project is null
            ? null
            : new ProjectChange(
                name is null ? null : project.Name,
                timeZone is null ? null : project.TimeZone,
                currency is null ? null : project.Currency
            );
    }
}

/// <summary>Changes a project's name, time zone or currency. Numbers are counted anew by the new zone from the next question on; amounts are not
/// converted.</summary>
public sealed class ChangeProject(IDbContextFactory<WorkspaceDb> databases, WorkspaceAccess access)
{
    public async Task RunAsync(ProjectId project, ProjectChange change, CancellationToken cancellationToken)
    {
        var id = (int)project.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Projects.FirstOrDefaultAsync(p => p.Id == id && p.DeletedAt == null, cancellationToken) is not { } row)
            return;
        row.Name = change.Name ?? row.Name;
        row.TimeZone = change.TimeZone?.Id ?? row.TimeZone;
        row.Currency = change.Currency ?? row.Currency;
        await db.SaveChangesAsync(cancellationToken);
        await access.ReloadAsync(CancellationToken.None);
    }
}
