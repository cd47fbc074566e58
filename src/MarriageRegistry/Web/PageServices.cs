using System.Text.Encodings.Web;
using System.Text.Unicode;
using MarriageRegistry.Data;
using MarriageRegistry.Desk;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.WebEncoders;

namespace MarriageRegistry.Web;

/// <summary>What every page of this service needs: Razor, forms that cannot be forged, keys of the cookies beside the database.</summary>
internal static class PageServices
{
    public static void AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        var database = new SqliteConnectionStringBuilder(new RegistryConnections(configuration).ConnectionString).DataSource;
        var keys = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database))!, "registry-keys");
        services.AddDataProtection().SetApplicationName("MarriageRegistry").PersistKeysToFileSystem(new DirectoryInfo(keys));
        services.Configure<AntiforgeryOptions>(options =>
        {
            options.Cookie.Name = "registry-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(options => options.Conventions.AuthorizeFolder("/Desk", DeskPolicies.Registrar)
                .AuthorizeFolder("/Desk/Lead", DeskPolicies.OfficeLead)
                .AllowAnonymousToPage("/Desk/SignIn"))
            .AddMvcOptions(options => options.Filters.Add<MethodFilter>());
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseWhen(PageAddresses.IsForPeople, pages =>
        {
            pages.Use(PageHeaders.SetAsync);
            pages.Use(PageErrors.HandleAsync);
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
