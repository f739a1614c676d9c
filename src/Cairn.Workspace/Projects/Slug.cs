namespace Cairn.Workspace.Projects;

/// <summary>A project's name in URLs: 1 to 60 lower-case letters, digits and dashes.</summary>
public static class Slug
{
    public const int MaxLength = 60;

    public static bool IsValid(string slug) =>
        slug.Length is > 0 and <= MaxLength && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
