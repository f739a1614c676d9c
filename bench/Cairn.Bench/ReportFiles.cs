using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cairn.Bench;

/// <summary>Writes a report as JSON for machines and as Markdown for people, one file of each per verb.</summary>
internal static class ReportFiles
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string folder, Report report)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, report.Verb + ".json"), JsonSerializer.Serialize(report, _json) + "\n");
        File.WriteAllText(Path.Combine(folder, report.Verb + ".md"), Markdown(report));
    }

    /// <summary>A table: median, smallest and largest run.</summary>
    public static string Markdown(Report report)
    {
        var text = new StringBuilder();
        text.Append($"### {report.Verb}\n\n{report.At:yyyy-MM-dd HH:mm} UTC, {report.Machine}\n\n");
        text.Append("| figure | median | min–max | runs | target | note |\n|---|---:|---:|---:|---|---|\n");
        foreach (var figure in report.Figures)
            text.Append(
                $"| {figure.Name} | {Number(figure.Median)} {figure.Unit} | {Number(figure.Min)}–{Number(figure.Max)} | {figure.Runs.Count} | {figure.Target} | {figure.Note} |\n"
            );
        return text.Append('\n').ToString();
    }

    private static string Number(double value) =>
        value.ToString(
            Math.Abs(value) >= 100 ? "#,##0"
                : Math.Abs(value) >= 10 ? "0.0"
                : "0.00",
            CultureInfo.InvariantCulture
        );
}
