using Cairn.Events;
using Cairn.Server.Audit;
using Cairn.Server.Problems;
using Cairn.Workspace.Backups;

namespace Cairn.Server.Backups;

/// <summary>What the operator's commands ask about backups, over the control socket. Each answers when it is done.</summary>
internal static class BackupControl
{
    public static void MapBackupControl(this IEndpointRouteBuilder control)
    {
        control.MapPost("/backups/list", ListAsync).NotAudited("it reads");
        control.MapPost("/backups/forget", ForgetAsync).AuditAs("backup_folder.forgotten");
        control.MapPost("/backups", MakeAsync).AuditAs("backup.created");
        control.MapPost("/backups/verify", VerifyAsync).AuditAs("backup.verified");
    }

    private static async Task<IResult> ListAsync(BackupWish wish, BackupRuns runs, ShowBackups show, CancellationToken cancellationToken) =>
        TypedResults.Json(await show.ListAsync(await FolderAsync(wish, runs, show, cancellationToken), cancellationToken));

    private static Task<IResult> MakeAsync(
        BackupWish wish,
        HttpContext context,
        BackupRuns runs,
        ShowBackups show,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(async () =>
        {
            var folder = await FolderAsync(wish, runs, show, cancellationToken);
            var made = await runs.MakeAsync(folder, wish.IsFull, wish.IsVerified, cancellationToken);
            context.AuditNote().On("backup", made.Id).With("kind", made.Kind);
            return made;
        });

    private static Task<IResult> VerifyAsync(
        BackupWish wish,
        HttpContext context,
        BackupRuns runs,
        ShowBackups show,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(async () =>
        {
            var folder = await FolderAsync(wish, runs, show, cancellationToken);
            var id =
                wish.Id ?? (folder.Ids() is [.., var newest] ? newest : throw new BackupException($"There is no backup in {folder.Path}."));
            var tried = await runs.VerifyAsync(folder, id, cancellationToken);
            context.AuditNote().On("backup", id);
            return tried;
        });

    /// <summary>For a folder that is gone for good, so that erasures need not name it any more.</summary>
    private static async Task<IResult> ForgetAsync(
        BackupWish wish,
        HttpContext context,
        KeepBackupFolders folders,
        ShowBackups show,
        CancellationToken cancellationToken
    )
    {
        var path = wish.Folder ?? "";
        if (!await folders.ForgetAsync(path, cancellationToken))
            return ProblemAnswer.From(
                new Problem(404, "not_found", "No backup was made there.", $"{path} is not among the folders that `cairn backups` lists.")
            );
        context.AuditNote().On("backup_folder", path);
        return TypedResults.Json(await show.ListAsync(cancellationToken));
    }

    private static async Task<IResult> AnswerAsync(Func<Task<BackupManifest>> workAsync)
    {
        try
        {
            return TypedResults.Json(BackupAnswer.Of(await workAsync()));
        }
        catch (Exception e) when (e is BackupException or BackupBusyException)
        {
            return ProblemAnswer.From(new Problem(409, "backup_failed", "The backup failed.", e.Message));
        }
    }

    private static async Task<BackupFolder> FolderAsync(
        BackupWish wish,
        BackupRuns runs,
        ShowBackups show,
        CancellationToken cancellationToken
    ) => wish.Folder is { } folder ? runs.Folder(folder) : await show.FolderAsync(cancellationToken);
}

/// <param name="Folder">Null: the one of the schedule or the configuration.</param>
/// <param name="Id">Null: the newest.</param>
internal sealed record BackupWish(string? Folder, string? Id = null, bool IsFull = false, bool IsVerified = false);
