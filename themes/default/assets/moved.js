// On to where the page is now, to the same place on it.
location.replace(document.currentScript.dataset.to + location.search + location.hash);
