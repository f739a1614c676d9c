using Cairn.Server.Bodies;
using Cairn.Workspace.Projects;

namespace Cairn.Server.Projects;

/// <summary>The fields of a new project, for the documentation.</summary>
/// <param name="Name">Default: the slug.</param>
/// <param name="TimeZone">IANA id; default: UTC.</param>
/// <param name="Currency">ISO 4217; default: USD.</param>
internal sealed record ProjectBody(string Slug, string? Name = null, string? TimeZone = null, string? Currency = null);

/// <summary>What of a project can be changed, for the documentation; what is left out stays.</summary>
internal sealed record ProjectChangeBody(string? Name = null, string? TimeZone = null, string? Currency = null);

/// <summary>Reads them.</summary>
internal static class ProjectFields
{
    /// <returns>Null when something is at fault; the faults are among the fields' errors.</returns>
    public static NewProject? Read(JsonFields fields)
    {
        var slug = fields.RequiredText("slug", maxLength: 400);
        var name = fields.Text("name", maxLength: 400);
        var timeZone = fields.Text("timeZone", maxLength: 400);
        var currency = fields.Text("currency", maxLength: 400);
        fields.RefuseOthers();
        return NewProject.Check(slug, name, timeZone, currency, fields.Pointer, fields.Errors);
    }
}
