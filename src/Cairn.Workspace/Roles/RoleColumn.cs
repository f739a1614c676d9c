using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cairn.Workspace.Roles;

/// <summary>Roles are words in the database, so that an order changed in code changes nothing there.</summary>
internal sealed class RoleColumn() : ValueConverter<Role, string>(role => RoleName.Of(role), name => RoleName.Parse(name)!.Value);
