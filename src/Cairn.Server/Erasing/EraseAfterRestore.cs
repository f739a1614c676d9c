using Cairn.Server.Backups;
using Cairn.Server.Settings;

namespace Cairn.Server.Erasing;

/// <summary>On the first start of a restored data folder: nobody is listened to before persons that were erased since the backup are erased again. Registered
/// after whatever stores and erases, and started before the web server, which is always the last.</summary>
internal sealed partial class EraseAfterRestore(CairnSettings settings, ApplyErasures apply, ILogger<EraseAfterRestore> log)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (RestoredNote.Read(settings.DataFolder) is not { } note)
            return;
        LogBegins(note.BackupId, note.Moment);
        var applied = await apply.RunAsync(note.Moment, cancellationToken);
        RestoredNote.Remove(settings.DataFolder);
        LogDone(applied);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "This data came of the backup {Id} of {Moment:u}. Persons erased since are erased again before Cairn listens."
    )]
    private partial void LogBegins(string id, DateTimeOffset moment);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} erasures were carried out again.")]
    private partial void LogDone(int count);
}
