namespace Cairn.Sample.Product;

/// <summary>A page of the site.</summary>
internal sealed record Page(Json Path, Json Title);

/// <summary>Something the shop sells. Money in cents.</summary>
internal sealed record Product(Json Id, Json Name, Json Category, int Cents);

/// <summary>"Larkfield Notes", an invented product: shared notes for teams, and a shop for paper ones.</summary>
internal static class Site
{
    public static readonly Json Origin = "https://larkfield.example";
    public static readonly Json Host = "larkfield.example";

    public static readonly Weighted<Page> Landing = new(
        (46, new("/", "Larkfield Notes: think together")),
        (14, new("/features", "Features – Larkfield Notes")),
        (9, new("/blog/meeting-notes-that-work", "Meeting notes that work")),
        (7, new("/blog/one-page-decisions", "One-page decisions")),
        (5, new("/templates", "Templates – Larkfield Notes")),
        (11, new("/pricing", "Pricing – Larkfield Notes")),
        (8, new("/shop", "The paper shop – Larkfield"))
    );

    public static readonly Page Features = new("/features", "Features – Larkfield Notes");
    public static readonly Page Pricing = new("/pricing", "Pricing – Larkfield Notes");
    public static readonly Page Signup = new("/signup", "Create your account – Larkfield Notes");
    public static readonly Page Login = new("/login", "Log in – Larkfield Notes");
    public static readonly Page App = new("/app", "Your notes – Larkfield");
    public static readonly Page Note = new("/app/note", "Note – Larkfield");
    public static readonly Page Settings = new("/app/settings/billing", "Plan and billing – Larkfield");
    public static readonly Page Shop = new("/shop", "The paper shop – Larkfield");
    public static readonly Page Cart = new("/shop/cart", "Your cart – Larkfield");
    public static readonly Page Help = new("/help", "Help – Larkfield Notes");

    public static readonly Weighted<Product> Products = new(
        (9, new("prod_notebook_a5", "Field notebook A5", "paper", 1490)),
        (6, new("prod_notebook_a4", "Desk notebook A4", "paper", 2190)),
        (7, new("prod_pen_black", "Gel pen, black", "pens", 350)),
        (4, new("prod_pen_set", "Pen set of six", "pens", 1850)),
        (3, new("prod_cards", "Index cards, 500", "paper", 1290)),
        (2, new("prod_sleeve", "Felt sleeve", "accessories", 3900)),
        (1, new("prod_planner", "Planner 2027", "paper", 4900))
    );

    public static readonly Weighted<Json> Currencies = new((70, "EUR"), (22, "USD"), (8, "GBP"));

    public static readonly Weighted<Json> Actions = new(
        (34, "note_created"),
        (26, "note_edited"),
        (12, "note_shared"),
        (12, "search_performed"),
        (7, "comment_added"),
        (4, "template_used"),
        (3, "export_run"),
        (2, "integration_connected")
    );
}
