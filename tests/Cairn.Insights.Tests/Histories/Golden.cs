using System.Runtime.CompilerServices;

namespace Cairn.Insights.Tests.Histories;

/// <summary>SQL kept in files, for changes to be seen. <c>./dev golden</c> writes them anew.</summary>
internal static class Golden
{
    /// <summary>Compares with <c>Golden/{name}.sql</c> beside the test.</summary>
    public static async Task ShouldBeAsync(string sql, string name, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name + ".sql");
        if (Environment.GetEnvironmentVariable("CAIRN_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, sql + "\n");
        }

        (sql + "\n").ShouldBe(await File.ReadAllTextAsync(file));
    }
}
