using Cairn.Testing;
using Cairn.Workspace.Engine;

namespace Cairn.Workspace.Tests.Engine;

public sealed class PostgresPackageTests
{
    [Fact]
    public void Missing_links_are_made_once()
    {
        var package = Unpacked();

        package.EnsureLibraries("/nowhere").ShouldBeNull();
        package.EnsureLibraries("/nowhere").ShouldBeNull();

        File.ReadAllText(Path.Combine(package.Root, "native/lib/libz.so.1")).ShouldBe("code");
        new FileInfo(Path.Combine(package.Root, "native/lib/libz.so.1")).LinkTarget.ShouldBe("libz.so.1.2");
        Directory.GetFiles(Path.Combine(package.Root, "native/lib")).Length.ShouldBe(2);
    }

    [Fact]
    public void In_a_package_that_cannot_be_written_the_links_go_elsewhere()
    {
        var package = Unpacked();
        // A folder in the way: refused to root as well, unlike a folder without write permission.
        Directory.CreateDirectory(Path.Combine(package.Root, "native/lib/libz.so.1"));
        var fallback = Path.Combine(TestFolder.Create(), "lib");

        package.EnsureLibraries(fallback).ShouldBe(fallback);
        package.EnsureLibraries(fallback).ShouldBe(fallback);

        File.ReadAllText(Path.Combine(fallback, "libz.so.1")).ShouldBe("code");
    }

    [Fact]
    public void The_installed_package_is_complete() => PostgresPackage.Find().EnsureLibraries("/nowhere").ShouldBeNull();

    private static PostgresPackage Unpacked()
    {
        var root = TestFolder.Create();
        Directory.CreateDirectory(Path.Combine(root, "native/lib"));
        File.WriteAllText(Path.Combine(root, "native/lib/libz.so.1.2"), "code");
        File.WriteAllText(
            Path.Combine(root, "native/pg-symlinks.json"),
            """[{"source":"native/lib/libz.so.1.2","target":"native/lib/libz.so.1"}]"""
        );
        return new PostgresPackage(root);
    }
}
