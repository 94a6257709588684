"""The site's own settings, and the applications of the engines that it is compared with."""

from quancheng import settings as _site

globals().update({name: value for name, value in vars(_site).items() if name.isupper()})
INSTALLED_APPS = [*_site.INSTALLED_APPS, "viewflow", "viewflow.workflow", "bench"]
