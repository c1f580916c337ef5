import chromium from '@sparticuz/chromium';

// The package unpacks itself into the temporary folder of its process.
await chromium.executablePath();
