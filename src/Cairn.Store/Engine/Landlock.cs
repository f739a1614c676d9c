using System.Runtime.InteropServices;

namespace Cairn.Store.Engine;

/// <summary>A file or folder a process may still reach.</summary>
/// <param name="IsWritable">Else it may be read, listed and executed only.</param>
internal readonly record struct Reach(string Path, bool IsWritable);

/// <summary>Linux's Landlock: the calling thread, and every thread it starts, loses access to all files but those named. Needs no privileges. Kernel
/// 5.13 and later; https://docs.kernel.org/userspace-api/landlock.html.</summary>
internal static partial class Landlock
{
    private const nint CreateRuleset = 444;
    private const nint AddRule = 445;
    private const nint RestrictSelf = 446;
    private const int NoNewPrivileges = 38;
    private const int PathOnly = 0x200000 | 0x80000; // O_PATH | O_CLOEXEC

    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadDirectory = 1 << 3;
    private const ulong Truncate = 1 << 14;
    private const ulong Version1 = (1 << 13) - 1;
    private const ulong Refer = 1 << 13;

    /// <summary>Restricts this thread; logs one line and does nothing where the kernel has no Landlock. Paths that do not exist are left out.</summary>
    public static unsafe bool Restrict(IEnumerable<Reach> reaches, Action<string> log)
    {
        // Asked with no attributes and flag 1: the version of the interface.
        var version = SystemCall(CreateRuleset, 0, 0, 1, 0);
        if (version < 1)
        {
            log("Landlock is not available on this kernel: SQL can read any file that Cairn can read.");
            return false;
        }

        var handled = Version1 | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0);
        var ruleset = SystemCall(CreateRuleset, (nint)(&handled), sizeof(ulong), 0, 0);
        if (ruleset < 0)
            throw new IOException("landlock_create_ruleset failed: " + LastError());
        foreach (var reach in reaches)
            Allow((int)ruleset, reach, handled);
        if (ProcessControl(NoNewPrivileges, 1, 0, 0, 0) != 0)
            throw new IOException("prctl(PR_SET_NO_NEW_PRIVS) failed: " + LastError());
        if (SystemCall(RestrictSelf, ruleset, 0, 0, 0) != 0)
            throw new IOException("landlock_restrict_self failed: " + LastError());
        _ = Libc.Close((int)ruleset);
        return true;
    }

    private static unsafe void Allow(int ruleset, Reach reach, ulong handled)
    {
        var isDirectory = Directory.Exists(reach.Path);
        if (!isDirectory && !File.Exists(reach.Path))
            return;
        var access = reach.IsWritable ? handled : Execute | ReadFile | ReadDirectory;
        if (!isDirectory)
            access &= Execute | WriteFile | ReadFile | Truncate;
        var fd = Open(reach.Path, PathOnly);
        if (fd < 0)
            return;
        // struct landlock_path_beneath_attr { __u64 allowed_access; __s32 parent_fd; } __attribute__((packed))
        var rule = stackalloc byte[12];
        *(ulong*)rule = access & handled;
        *(int*)(rule + 8) = fd;
        var result = SystemCall(AddRule, ruleset, 1, (nint)rule, 0);
        _ = Libc.Close(fd);
        if (result != 0)
            throw new IOException($"landlock_add_rule failed for {reach.Path}: {LastError()}");
    }

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
