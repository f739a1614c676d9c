using System.Runtime.InteropServices;

namespace Cairn.Store.Engine;

/// <summary>The few calls of the C library that the host needs and .NET does not offer.</summary>
internal static partial class Libc
{
    private const int DuplicateFdCloseOnExec = 1030; // F_DUPFD_CLOEXEC
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100; // O_NOCTTY

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    /// <summary>Linux's number of the calling thread.</summary>
    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int ThreadId();

    /// <summary>Without finalizers, atexit handlers or static destructors.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int code);

    /// <summary>Another descriptor for the same file, at 3 or above.</summary>
    public static int DuplicateAway(int fd) => Checked(Fcntl(fd, DuplicateFdCloseOnExec, 3), "fcntl");

    public static (int ReadEnd, int WriteEnd) Pipe()
    {
        Span<int> ends = stackalloc int[2];
        Checked(Pipe2(ref ends[0], CloseOnExec), "pipe2");
        return (ends[0], ends[1]);
    }

    public static void Redirect(int fd, string path)
    {
        var opened = Checked(Open(path, ReadWrite | NoControllingTerminal | CloseOnExec), "open");
        Checked(Dup2(opened, fd), "dup2");
        _ = Close(opened);
    }

    /// <returns>The master of a new pseudo-terminal, and the path of its other side.</returns>
    public static (int Master, string SlavePath) OpenPseudoTerminal()
    {
        var master = Checked(PosixOpenPt(ReadWrite | NoControllingTerminal | CloseOnExec), "posix_openpt");
        Checked(GrantPt(master), "grantpt");
        Checked(UnlockPt(master), "unlockpt");
        Span<byte> name = stackalloc byte[64];
        if (PtsName(master, ref name[0], (nuint)name.Length) != 0)
            throw new IOException("ptsname_r failed.");
        return (master, System.Text.Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]));
    }

    public static void WriteByte(int fd, byte value) => _ = Write(fd, in value, 1);

    private static int Checked(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(int fd, int command, int argument);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(ref int ends, int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int PosixOpenPt(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int GrantPt(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockPt(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int PtsName(int master, ref byte name, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int fd, in byte value, nuint length);
}
