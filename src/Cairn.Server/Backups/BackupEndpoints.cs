using Cairn.Events;
using Cairn.Server.Access;
using Cairn.Server.Audit;
using Cairn.Server.Bodies;
using Cairn.Server.Problems;
using Cairn.Workspace.Backups;
using Cairn.Workspace.Roles;

namespace Cairn.Server.Backups;

/// <summary>Backups of the whole instance, for those who run it.</summary>
internal static class BackupEndpoints
{
    public static IEndpointRouteBuilder MapBackups(this IEndpointRouteBuilder routes)
    {
        var backups = routes.MapGroup("/api/backups").WithTags("Backups").RequireInstanceRole(Role.Admin);
        backups
            .MapGet("", ListAsync)
            .Produces<BackupsAnswer>()
            .WithSummary("All backups, newest first, when the last good one was, and what is under way");
        backups
            .MapPost("", MakeAsync)
            .AuditAs("backup.created")
            .Accepts<MakeBody>("application/json")
            .Produces<BackupRunAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Make a backup in the background, and try it by a restore into scratch");
        backups.MapGet("/schedule", FindScheduleAsync).Produces<BackupScheduleAnswer>().WithSummary("When backups are made by themselves");
        backups
            .MapPut("/schedule", ChangeScheduleAsync)
            .RequireInstanceRole(Role.Owner)
            .AuditAs("backup_schedule.changed")
            .Accepts<ScheduleBody>("application/json")
            .Produces<BackupScheduleAnswer>()
            .WithSummary("Choose the hour, how many are kept, and the folder");
        backups.MapGet("/{id}", FindAsync).Produces<BackupAnswer>().WithSummary("One backup");
        backups
            .MapPost("/{id}/verify", VerifyAsync)
            .AuditAs("backup.verified")
            .Produces<BackupRunAnswer>(StatusCodes.Status202Accepted)
            .WithSummary("Try a backup in the background: restore it into scratch and compare its answers");
        backups
            .MapDelete("/{id}", RemoveAsync)
            .RequireInstanceRole(Role.Owner)
            .AuditAs("backup.deleted")
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("Remove a backup, and what no other backup needs");
        return routes;
    }

    private static async Task<IResult> ListAsync(ShowBackups show, CancellationToken cancellationToken) =>
        TypedResults.Json(await show.ListAsync(cancellationToken));

    private static async Task<IResult> FindAsync(string id, ShowBackups show, CancellationToken cancellationToken) =>
        await show.FindAsync(id, cancellationToken) is { } found ? TypedResults.Json(found) : NotFound();

    private static async Task<IResult> MakeAsync(
        HttpContext context,
        BackupRuns runs,
        ShowBackups show,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var kind = fields.Text("kind", 20) ?? "incremental";
        if (kind is not ("full" or "incremental"))
            fields.Fault("kind", "unknown_value", "Use full or incremental.");
        fields.RefuseOthers();
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        var folder = await show.FolderAsync(cancellationToken);
        context.AuditNote().With("kind", kind);
        return Started(runs, runs.MakeAsync(folder, kind == "full", isVerified: true, lifetime.ApplicationStopping));
    }

    private static async Task<IResult> VerifyAsync(
        string id,
        HttpContext context,
        BackupRuns runs,
        ShowBackups show,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken
    )
    {
        var folder = await show.FolderAsync(cancellationToken);
        if (!folder.Ids().Contains(id))
            return NotFound();
        context.AuditNote().On("backup", id);
        return Started(runs, runs.VerifyAsync(folder, id, lifetime.ApplicationStopping));
    }

    private static async Task<IResult> RemoveAsync(
        string id,
        HttpContext context,
        BackupRuns runs,
        ShowBackups show,
        CancellationToken cancellationToken
    )
    {
        var folder = await show.FolderAsync(cancellationToken);
        if (!folder.Ids().Contains(id))
            return NotFound();
        try
        {
            await runs.RemoveAsync(folder, [id], cancellationToken);
        }
        catch (BackupBusyException e)
        {
            return Busy(e);
        }

        context.AuditNote().On("backup", id);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> FindScheduleAsync(ShowBackups show, CancellationToken cancellationToken) =>
        TypedResults.Json(await show.ScheduleAsync(cancellationToken));

    private static async Task<IResult> ChangeScheduleAsync(
        HttpContext context,
        KeepBackupSchedule schedules,
        ShowBackups show,
        BackupRuns runs,
        CancellationToken cancellationToken
    )
    {
        var fields = await JsonFields.ReadAsync(context.Request, cancellationToken);
        var now = await schedules.ReadAsync(cancellationToken);
        var folder = fields.Text("folder", 1000);
        var schedule = new BackupSchedule(
            fields.Flag("on") ?? now.IsOn,
            fields.Whole("hour", 0, 23) ?? now.Hour,
            fields.Whole("keepDaily", 1, 366) ?? now.KeepDaily,
            fields.Whole("keepWeekly", 0, 520) ?? now.KeepWeekly,
            string.IsNullOrWhiteSpace(folder) ? null : folder.Trim()
        );
        fields.RefuseOthers();
        if (schedule.Folder is { } path)
            CheckFolder(path, runs, fields);
        if (fields.Errors.Count > 0)
            return ProblemAnswer.Invalid(fields.Errors);
        await schedules.WriteAsync(schedule, cancellationToken);
        context
            .AuditNote()
            .With("on", schedule.IsOn)
            .With("hour", schedule.Hour)
            .With("keep_daily", schedule.KeepDaily)
            .With("keep_weekly", schedule.KeepWeekly)
            .With("folder", schedule.Folder ?? "default");
        return TypedResults.Json(await show.ScheduleAsync(cancellationToken));
    }

    private static void CheckFolder(string path, BackupRuns runs, JsonFields fields)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            fields.Fault("folder", "invalid_value", "Name the folder from the root on, e.g. /var/backups/cairn.");
            return;
        }

        try
        {
            using var held = runs.Folder(path).Hold();
        }
        catch (BackupException e)
        {
            fields.Fault("folder", "invalid_value", e.Message);
        }
    }

    /// <summary>What fails later is told by the list, the log and the metrics; what fails at once, here.</summary>
    private static IResult Started(BackupRuns runs, Task<BackupManifest> work)
    {
        if (work.Exception?.InnerException is BackupBusyException busy)
            return Busy(busy);
        if (work.Exception?.InnerException is BackupException failure)
            return ProblemAnswer.From(new Problem(503, "backup_failed", "The backup failed.", failure.Message));
        _ = work.ContinueWith(done => _ = done.Exception, TaskScheduler.Default);
        return TypedResults.Json(ShowBackups.Running(runs.Run), statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult Busy(BackupBusyException e) =>
        ProblemAnswer.From(new Problem(409, "backup_running", "One at a time.", e.Message));

    private static IResult NotFound() =>
        ProblemAnswer.From(new Problem(404, "not_found", "There is no such backup.", "Look into the list of backups for its id."));

    /// <param name="Kind">incremental (the default): only what is new is read; full: everything is read, and what is stored of it is compared.</param>
    private sealed record MakeBody(string? Kind);

    /// <summary>Every field may be left out; the folder is then the configured one.</summary>
    private sealed record ScheduleBody(bool? On, int? Hour, int? KeepDaily, int? KeepWeekly, string? Folder);
}
