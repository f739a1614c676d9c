using System.Runtime.InteropServices;

namespace Cairn.Processes;

/// <summary>Calls of the C library about processes and folders that .NET does not offer.</summary>
public static partial class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int KillNow = 9;

    /// <summary>A session and process group of its own: signals to the parent's group, e.g. Ctrl-C in a terminal, no longer arrive, and
    /// signals to the own group stay here.</summary>
    public static void StartSession() => _ = SetSid();

    /// <returns>Whether there was such a process that may be signalled.</returns>
    public static bool Signal(int processId, int signal) => Kill(processId, signal) == 0;

    /// <summary>Makes a folder only the owner may enter, and fails when anything is there already: nobody else can have prepared it.</summary>
    public static bool TryCreatePrivateFolder(string path) =>
        MakeDirectory(
            path,
            0x1C0 /* 0700 */
        ) == 0;

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSid();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(string path, uint mode);
}
