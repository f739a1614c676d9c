using System.Text.Json;

namespace Cairn.Server.Tests.Support;

/// <summary>Boards and reports of a project, as the tests make them.</summary>
public static class BoardCalls
{
    public const string Buys = """{"kind":"trends","range":{"from":"-7d"},"interval":"day","series":[{"event":"buy","measure":"count"}]}""";

    public static async Task<string> ReportAsync(this ProjectCalls project, string name = "Sales", string question = Buys)
    {
        var made = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/reports"),
            $$"""{"name":"{{name}}","query":{{question}}}"""
        );
        made.Status.ShouldBe(201, made.Text);
        return made.Json.GetProperty("id").GetString()!;
    }

    public static string ReportTile(string report, string id = "sales", int y = 0) =>
        $$$"""{"id":"{{{id}}}","kind":"report","reportId":"{{{report}}}","layout":{"x":0,"y":{{{y}}},"w":6,"h":4}}""";

    public static async Task<JsonElement> BoardAsync(
        this ProjectCalls project,
        string tiles = "",
        string settings = "{}",
        string name = "Main"
    )
    {
        var made = await project.Owner.SendAsync(
            HttpMethod.Post,
            project.Path("/boards"),
            $$"""{"name":"{{name}}","tiles":[{{tiles}}],"settings":{{settings}}}"""
        );
        made.Status.ShouldBe(201, made.Text);
        return made.Json;
    }

    public static string BoardPath(this ProjectCalls project, JsonElement board) =>
        project.Path("/boards/" + board.GetProperty("id").GetString());

    public static int Total(this Answer answer)
    {
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json.GetProperty("series")[0].GetProperty("total").GetInt32();
    }
}
