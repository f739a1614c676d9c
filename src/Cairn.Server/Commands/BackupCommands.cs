using System.CommandLine;
using Cairn.Server.Backups;

namespace Cairn.Server.Commands;

/// <summary><c>cairn backup</c>, <c>backups</c> and <c>verify</c>: asked of the running server, or of one that is started for it.</summary>
internal static class BackupCommands
{
    private static readonly Option<string?> _folder = new("--to", "--from")
    {
        Description =
            "The folder of the backups; without it the one of the schedule, else CAIRN_BACKUPS, else backups/ in the data folder.",
    };

    public static Command MakeBackup()
    {
        var isFull = new Option<bool>("--full") { Description = "Read every file again, and compare what is stored of it." };
        var isVerified = new Option<bool>("--verify") { Description = "Try the backup by a restore into scratch." };
        var command = new Command("backup", "Make a backup of everything. Events go on being accepted.") { _folder, isFull, isVerified };
        command.SetAction(
            (parsed, cancellationToken) =>
                AskAsync<BackupAnswer>(
                    "/backups",
                    new BackupWish(Folder(parsed), null, parsed.GetValue(isFull), parsed.GetValue(isVerified)),
                    Print,
                    cancellationToken
                )
        );
        return command;
    }

    public static Command MakeList()
    {
        var forget = new Option<string?>("--forget")
        {
            Description = "Strike a folder that is gone for good off the list of those that erasures must reach.",
        };
        var command = new Command("backups", "List the backups.") { _folder, forget };
        command.SetAction(
            (parsed, cancellationToken) =>
                parsed.GetValue(forget) is { } gone
                    ? AskAsync<BackupsAnswer>("/backups/forget", new BackupWish(Path.GetFullPath(gone)), Print, cancellationToken)
                    : AskAsync<BackupsAnswer>("/backups/list", new BackupWish(Folder(parsed)), Print, cancellationToken)
        );
        return command;
    }

    public static Command MakeVerify()
    {
        var id = new Argument<string?>("id") { Description = "Of the backup; without it the newest.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify", "Try a backup: restore it into scratch, with databases of its own, and compare its answers.")
        {
            id,
            _folder,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                AskAsync<BackupAnswer>("/backups/verify", new BackupWish(Folder(parsed), parsed.GetValue(id)), Print, cancellationToken)
        );
        return command;
    }

    private static string? Folder(ParseResult parsed) => parsed.GetValue(_folder) is { } folder ? Path.GetFullPath(folder) : null;

    private static string Size(long bytes) => bytes < 10 << 20 ? $"{bytes >> 10} KiB" : $"{bytes >> 20} MiB";

    private static Task<int> AskAsync<T>(string path, BackupWish wish, Action<T> print, CancellationToken cancellationToken) =>
        RunCommand.RunAsync(async settings =>
        {
            print(await new AskServer(settings).RunAsync<T>(HttpMethod.Post, path, wish, cancellationToken));
            return 0;
        });

    private static void Print(BackupsAnswer list)
    {
        Console.WriteLine($"{list.Items.Count} in {list.Folder}, {Size(list.Bytes)} together.");
        foreach (var item in list.Items)
            Print(item);
        foreach (var other in list.OtherFolders)
            Console.WriteLine(
                other.StaleSince is { } since
                    ? $"{other.Path} holds persons who were erased, since {since:yyyy-MM-dd HH:mm}Z: it could not be reached."
                    : $"Also used, last on {other.LastUsedAt:yyyy-MM-dd}: {other.Path}"
            );
    }

    private static void Print(BackupAnswer item) =>
        Console.WriteLine(
            $"{item.Id}  {item.Kind, -11}  {item.At:yyyy-MM-dd HH:mm:ss}Z  {Size(item.Bytes)}, {Size(item.NewBytes)} new  "
                + (
                    item.Verified is { } tried
                        ? (tried.Good ? $"good ({tried.Compared} answers, {tried.Seconds:0.0} s)" : "NOT GOOD")
                        : "not tried"
                )
        );
}
